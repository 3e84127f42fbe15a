// Which encoding a text has: of every one that people meet, from few words; and what comes later in a file than its samples.
import { describe, expect, it, test } from 'vitest';
import { newDecoder } from '../../../../../src/data/formats/delimited/encoding/decode';
import { faultOf, fileOf, latin1, readAll } from '../../read';

/** Bytes of a text in an older encoding: the reverse of what the browser decodes. */
async function encodeAs(label: string, text: string): Promise<Uint8Array<ArrayBuffer>> {
  const decoder = await newDecoder(label);
  const codes = new Map<string, number[]>();
  const note = (...bytes: number[]): void => {
    try {
      const character = decoder.decode(Uint8Array.from(bytes));
      if ([...character].length === 1 && !codes.has(character)) codes.set(character, bytes);
    } catch {
      // No character of this encoding.
    }
  };
  for (let byte = 0; byte < 256; byte++) note(byte);
  const isWide = /^(gb|big5|euc|shift)/.test(label);
  for (let lead = 0x81; isWide && lead < 0xff; lead++)
    for (let trail = 0x40; trail < 0xff; trail++) note(lead, trail);
  return Uint8Array.from([...text].flatMap((character) => codes.get(character) ?? [0x3f]));
}

const words: Record<string, string> = {
  russian:
    'Москва Казань Самара Воронеж да нет мужчина женщина возраст город доход цена товар количество область улица рынок объём',
  ukrainian: 'Київ Львів Одеса Харків вулиця область ціна так ні місто їжа яблуко',
  greek: 'Αθήνα Θεσσαλονίκη Πάτρα Ηράκλειο πόλη τιμή ναι όχι ηλικία εισόδημα άνδρας γυναίκα',
  turkish: 'İstanbul Ankara İzmir Şanlıurfa Eskişehir şehir yaş gelir evet hayır kadın çalışan öğrenci',
  polish: 'Łódź Kraków Poznań Gdańsk Wrocław miasto płeć kobieta mężczyzna tak nie źródło żółty',
  hungarian: 'Budapest Győr Pécs Székesfehérvár Nyíregyháza életkor jövedelem nő férfi őszi fűtés',
  german: 'München Köln Düsseldorf Nürnberg Größe Straße Mädchen männlich weiblich Österreich Zürich',
  french: 'Orléans Besançon Nîmes Béziers âge élève garçon très été forêt français hôtel',
  japanese: '東京 大阪 京都 札幌 男性 女性 はい いいえ データ カタカナ ひらがな',
  korean: '서울 부산 대구 인천 도시 나이 성별 남자 여자 아니오 가격 상품',
  chinese: '北京 上海 广州 深圳 城市 年龄 性别 男 女 是 否 价格 产品 姓名',
  taiwanese: '臺北 高雄 臺中 城市 年齡 性別 男 女 價格 產品 姓名 國家',
  thai: 'กรุงเทพ เชียงใหม่ เมือง อายุ ใช่ ไม่ หญิง ชาย',
};

const table = (language: string) => {
  const known = (words[language] ?? '').split(' ');
  const rows = Array.from(
    { length: 40 },
    (_, row) => `${row};${known[(row * 7) % known.length]};${known[(row * 5 + 3) % known.length]}`,
  );
  return `${known[0]}1;${known[1]}2;x\n${rows.join('\n')}\n`;
};

describe('the encoding of a text', () => {
  it.each([
    ['windows-1251', 'russian'],
    ['koi8-r', 'russian'],
    ['iso-8859-5', 'russian'],
    ['ibm866', 'russian'],
    ['x-mac-cyrillic', 'russian'],
    ['koi8-u', 'ukrainian'],
    ['windows-1251', 'ukrainian'],
    ['windows-1253', 'greek'],
    ['windows-1254', 'turkish'],
    ['windows-1250', 'polish'],
    ['iso-8859-2', 'polish'],
    ['windows-1250', 'hungarian'],
    ['windows-1252', 'german'],
    ['macintosh', 'german'],
    ['windows-1252', 'french'],
    ['macintosh', 'french'],
    ['cp850', 'german'],
    ['cp850', 'french'],
    ['shift_jis', 'japanese'],
    ['euc-jp', 'japanese'],
    ['euc-kr', 'korean'],
    ['gb18030', 'chinese'],
    ['big5', 'taiwanese'],
    ['windows-874', 'thai'],
  ])('%s of %s words', async (label, language) => {
    const { reading, cells } = await readAll(await encodeAs(label, table(language)));
    const [first] = await readAll(table(language)).then((plain) => plain.cells);
    expect(cells[0]).toEqual(first);
    expect(reading.encoding).toBe(label);
    expect(reading.certainty).toBeGreaterThan(0.4);
    expect(reading.certainty).toBeLessThanOrEqual(1);
  });

  // As short as columns of two answers are: two or three words, said again and again.
  it.each([
    ['windows-1250', 'źdźbło żółty łąka'],
    ['windows-1250', 'žena muž děti'],
    ['windows-1251', 'красный зелёный синий'],
    ['windows-1251', 'Москва Казань'],
    ['koi8-r', 'Москва Казань'],
    ['ibm866', 'Москва Казань'],
    ['windows-1253', 'κόκκινο πράσινο μπλε'],
    ['windows-1253', 'Αθήνα Πάτρα'],
    ['windows-1254', 'kırmızı yeşil büyüklüğü'],
    ['windows-1255', 'אדום ירוק כחול'],
    ['windows-1256', 'أحمر أخضر أزرق'],
    ['windows-1257', 'žalias mėlynas šaltas dydžiąs'],
    ['windows-874', 'แดง เขียว น้ำเงิน'],
    ['macintosh', 'grün weiß schön'],
    ['cp850', 'grün weiß schön'],
    ['cp850', 'sí año niño'],
    ['windows-1252', 'oui élève garçon'],
    ['windows-1252', 'sí año niño'],
    ['shift_jis', '赤い色 緑の色'],
    ['euc-jp', '赤い色 緑の色 サイズ'],
    ['euc-kr', '빨강색 초록색'],
    ['big5', '紅色的 綠色的 尺寸'],
    ['gb18030', '红色 绿色'],
  ])('%s of a few words: %s', async (label, said) => {
    const known = said.split(' ');
    const rows = Array.from({ length: 40 }, (_, row) => `${row},${known[row % known.length]}`);
    const { reading, cells } = await readAll(await encodeAs(label, `n,word\n${rows.join('\n')}\n`));
    expect([reading.encoding, ...cells.slice(0, known.length).map(([, word]) => word)]).toEqual([
      label,
      ...known,
    ]);
  });

  it.each([
    ['cp437', 'IBM437', 'Θ ½ Ñ é ü ¢'],
    ['cp850', 'cp850', 'Ú ½ Ñ é ü ø'],
  ])('%s of DOS, where a person says so', async (encoding, label, said) => {
    const bytes = latin1('a,b\n1,\xe9 \xab \xa5 \x82 \x81 \x9b\n2,x\n');
    // 0xe9 is Θ in page 437 and Ú in page 850; 0x9b is ¢ there and ø here.
    const { reading, cells } = await readAll(bytes, { text: { encoding: label } });
    expect([reading.encoding, cells[0]?.[1]]).toEqual([encoding, said]);
  });

  it.each(['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'] as const)(
    '%s, with a mark and without',
    async (label) => {
      const text = '城市,age\n北京,1\nKöln,2\n';
      for (const marked of ['\ufeff', '']) {
        const size = label.startsWith('utf-16') ? 2 : 4;
        const units =
          size === 2
            ? [...(marked + text)].map((each) => each.charCodeAt(0))
            : [...(marked + text)].map((each) => each.codePointAt(0) ?? 0);
        const view = new DataView(new ArrayBuffer(units.length * size));
        units.forEach((unit, at) =>
          size === 2
            ? view.setUint16(at * 2, unit, label.endsWith('le'))
            : view.setUint32(at * 4, unit, label.endsWith('le')),
        );
        const { reading, cells, columns } = await readAll(new Uint8Array(view.buffer));
        expect([reading.encoding, columns[0]?.name, cells[1]]).toEqual([label, '城市', ['Köln', 2]]);
      }
    },
  );

  test('Japanese mail of seven bits', async () => {
    const content = latin1('a,b\n\x1b$B$"$$\x1b(B,1\n\x1b$B$&$(\x1b(B,2\n');
    const { reading, cells } = await readAll(content);
    expect([reading.encoding, cells[0]]).toEqual(['iso-2022-jp', ['あい', 1]]);
  });

  test('a damaged byte makes no other encoding of UTF-8', async () => {
    const good = new TextEncoder().encode(`a,b\n${'1,Köln und Zürich\n'.repeat(50)}`);
    const content = Uint8Array.from([...good, ...latin1('2,K\xf6ln\n')]);
    expect(await faultOf(readAll(content))).toMatchObject({
      code: 'file_encoding',
      place: { row: 51 },
      params: { encoding: 'utf-8' },
    });
  });

  test('what comes later than the samples of a long file decides, too', async () => {
    const plain = '1,plain\n'.repeat(1_400_000);
    const content = latin1(`a,b\n${plain}2,K\xf6ln\n${'1,plain\n'.repeat(70_000)}`);
    const { reading, cells } = await readAll(fileOf(content));
    expect([reading.encoding, cells[1_400_000]]).toEqual(['windows-1252', [2, 'Köln']]);
  });
});
