// What languages write that ASCII lacks: their letters, the most frequent first, and the encodings of before Unicode that they were written in.
// Orders of frequency as any count of running text gives them; only the order matters. Loaded only for bytes that are neither ASCII nor UTF-8.

/** A language as bytes can tell it. */
export interface Language {
  encodings: readonly string[];
  /** Its letters beyond ASCII in lower case, the most frequent first. */
  letters: string;
  /** Whether its words have ASCII letters as well. */
  isLatin: boolean;
}

const western = ['windows-1252', 'macintosh', 'cp850'];
const central = ['windows-1250', 'iso-8859-2'];
const cyrillic = ['windows-1251', 'koi8-r', 'koi8-u', 'ibm866', 'x-mac-cyrillic', 'iso-8859-5'];

const latin = (encodings: readonly string[], ...all: string[]): Language[] =>
  all.map((letters) => ({ encodings, letters, isLatin: true }));
const script = (encodings: readonly string[], ...all: string[]): Language[] =>
  all.map((letters) => ({ encodings, letters, isLatin: false }));

/** Languages whose characters are a byte each. */
export const languages: readonly Language[] = [
  // German, French, Spanish, Portuguese, Italian, Swedish and Finnish, Danish and Norwegian, Dutch, Icelandic, Catalan
  ...latin(
    western,
    'üäöß',
    'éèàêçùâîôûëïœ',
    'óíáéñú',
    'ãçáéíóêõâôàú',
    'àèùòìé',
    'äåöé',
    'åøæéö',
    'ëéïöü',
    'ðáíóþéúýæö',
    'àéèçíóòúïü',
  ),
  // Polish, Czech, Slovak, Hungarian, Croatian, Slovene, Romanian
  ...latin(central, 'łęąóżśćńź', 'íáěýřčžšéůúňďťó', 'áíčéžýúšťľňôóäď', 'éáöóüíőúű', 'šćčžđ', 'čšž', 'ăâîşţ'),
  // Turkish
  ...latin(['windows-1254'], 'ıüşğöçâî'),
  // Lithuanian, Latvian, Estonian
  ...latin(['windows-1257'], 'ėšųžąįčūę', 'āīēšūņļčžģķ', 'äõüöšž'),
  // Vietnamese, its tones as marks
  ...latin(['windows-1258'], '\u0301\u0300đưêô\u0323ơâ\u0309ă\u0303áàéèóòíúùý'),
  // Russian, Ukrainian, Bulgarian, Serbian and Macedonian
  ...script(
    cyrillic,
    'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё',
    'оаинвтіеслркдмуяпзйьгбчюцхжєїшщґф',
    'аиоетнрвслкдмпябъгчзйужцщюхшфь',
    'аоиенрстувдкјплмзбгчшжцљњћхђџфѓќѕ',
  ),
  ...script(['windows-1253', 'iso-8859-7'], 'αοιετσνηυρπκμλςόίωγάήδέθύχφώβξζψϊϋ'),
  ...script(['windows-1255'], 'יוהלארתבשמנםכעדחקפצטגזסןךףץ'),
  // Arabic, Persian
  ...script(
    ['windows-1256', 'iso-8859-6'],
    'اليمونرتبةعدسفهكقحجشطصخذءضزثىغظأإآئؤ',
    'اینردهمتوشبلکگسفزخعجقپحصآطغچضثظذژ',
  ),
  ...script(['windows-874'], 'านรกเงมย่อลวส้ทตัคีดิหบปพชจืะขุไูแ์็ณถธใโผำซญฟศภษ๊ฐฝฉฆฌฎฏฑฒ๋'),
];

/** The most frequent characters of Chinese, in tables as in texts. */
const hanzi =
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样' +
  '理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信' +
  '表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统' +
  '区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔失转转式州' +
  '城红绿蓝黄黑青尺寸号码编价钱单元件类型称姓男龄岁省县镇街邮箱备注是否级别客户商店销售购买库存状态京津沪广州深圳杭武汉重庆成都苏河湖江西福云贵川陕甘湾港澳天';
const traditional =
  '的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣' +
  '理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信' +
  '表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統' +
  '區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運筆失轉' +
  '城紅綠藍黃黑青尺寸號碼編價錢單類型稱姓男齡歲省縣鎮街郵箱備註是否級別客戶商店銷售購買庫存狀態臺台灣北新竹桃園中南高雄港澳島嶼區里鄉村基隆宜蘭花蓮屏澎';
const kanji =
  '日一国人年大十二本中長出三時行見月後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先名川千水半男西電校語土木聞食車何南万毎白天母火右読友左休父雨会同事自社発者地業方新場員立開手力問' +
  '代明動京目通言理体田主題意不作用度強公持野以思家世多正安院心界教文元重近考画海売知道集別物使品計死特私始朝運終台広住真有口少町料工建空急止送切転研足究楽起着店病質待試族銀早映親験英医仕去味写' +
  '字答夜音注帰古歌買悪図週室歩風紙黒花春赤青館屋色走秋夏習駅洋旅服夕借曜飲肉貸堂鳥飯勉冬昼茶弟牛魚兄犬妹姉漢価格名称番号数量分類市県区都府村郵便性別年齢氏顧客商品販売在庫状態値合計平均緑黄';
const hangul =
  '이다는에의가을로고하지기사자리도인스대시아서어한정수나부전라일그만를해상보주여조장구으제비우트과성원동세은마무연교영공국문경소안명미들면치오게모유신관당물중개위적용화요된방식급표내양금노산실현업발계' +
  '출입품번호색크빨강파랑초록남월회학생간선재터단반설프저분선진행외레드운드할습년역래체심석차민합력었있했것법후건결특음많통집날말살군토평최르타포파천북광울하양객점판매고상태등코카메론테';

/** Characters of two bytes: the encodings, and those that are frequent in the language; kana stand for themselves. */
export const wide: readonly {
  encodings: readonly string[];
  common: ReadonlySet<string>;
  script: RegExp;
  kana: boolean;
}[] = [
  { encodings: ['gb18030'], common: new Set(hanzi), script: /[\u4e00-\u9fff]/, kana: false },
  { encodings: ['big5'], common: new Set(traditional), script: /[\u4e00-\u9fff]/, kana: false },
  { encodings: ['euc-kr'], common: new Set(hangul), script: /[\uac00-\ud7a3]/, kana: false },
  { encodings: ['shift_jis', 'euc-jp'], common: new Set(kanji), script: /[\u4e00-\u9fff]/, kana: true },
];

/** How much rarer files of an encoding are than of windows-1252, as a logarithm: what decides where letters do not. */
export const rarity: Readonly<Record<string, number>> = {
  ...{
    'windows-1252': 0,
    gb18030: 1,
    'windows-1251': 1,
    shift_jis: 1,
    'windows-1250': 1.5,
    big5: 1.5,
    'euc-kr': 1.5,
  },
  ...{
    'windows-1254': 2,
    'windows-1253': 2,
    'windows-1255': 2,
    'windows-1256': 2,
    'windows-1257': 2.5,
    'euc-jp': 2,
    'koi8-r': 2,
  },
  ...{
    'iso-8859-2': 2.5,
    'windows-874': 2.5,
    macintosh: 3,
    cp850: 4,
    ibm866: 3,
    'koi8-u': 3,
    'iso-8859-7': 4,
    'windows-1258': 4,
  },
  ...{ 'x-mac-cyrillic': 4, 'iso-8859-5': 5, 'iso-8859-6': 5 },
};
