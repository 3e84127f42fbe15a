// What a workbook's zip holds: its sheets in order, and where each lies. Reads the two small parts that say so; XML is only searched here,
// with patterns whose work grows with the text and not with what is in it.
import { HearthError } from '../../../contract/transport/fault';
import { filePlace, type NamedBlob } from '../bytes';
import { unpackPart, zipParts, type ZipPart } from './zip-parts';

/** A sheet of cells, in the workbook's order. */
export interface WorkbookSheet {
  name: string;
  isHidden: boolean;
  part: ZipPart;
}

/** A workbook whose parts were found but for the most part not unpacked. */
export interface Workbook {
  sheets: WorkbookSheet[];
  /** Days are counted from 1904, as old programs for the Macintosh did. */
  from1904: boolean;
  sharedStrings: ZipPart | null;
  styles: ZipPart | null;
}

/** Of the parts that say what the sheets are. */
const mostIndex = 8 * 1024 ** 2;

/** @throws Error where a part is missing or damaged; HearthError `file_kind_unknown` for a binary workbook, as `unpackPart`. */
export async function openWorkbook(file: NamedBlob, signal: AbortSignal): Promise<Workbook> {
  const parts = await zipParts(file);
  if (parts.has('xl/workbook.bin'))
    throw new HearthError('file_kind_unknown', filePlace(file), { kind: 'xlsb' });
  const textOf = async (name: string): Promise<string> => {
    const part = parts.get(name);
    if (!part || part.bytes > mostIndex) throw new Error(name);
    return new TextDecoder().decode(await unpackPart(file, part, signal));
  };
  const book = await textOf('xl/workbook.xml');
  const targets = new Map<string, { type: string; part: ZipPart | null }>();
  for (const attributes of tags(await textOf('xl/_rels/workbook.xml.rels'), 'Relationship')) {
    const target = attributes.get('Target') ?? '';
    const name = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    const type = attributes.get('Type')?.split('/').pop() ?? '';
    targets.set(attributes.get('Id') ?? '', { type, part: parts.get(name) ?? null });
  }
  const ofType = (type: string): ZipPart | null =>
    [...targets.values()].find((each) => each.type === type)?.part ?? null;
  return {
    sheets: tags(book, 'sheet').flatMap((attributes) => {
      const target = targets.get(attributes.get('id') ?? '');
      if (target?.type !== 'worksheet' || !target.part) return [];
      const isHidden = /hidden/i.test(attributes.get('state') ?? '');
      return [{ name: attributes.get('name') ?? '', isHidden, part: target.part }];
    }),
    from1904: tags(book, 'workbookPr').some((attributes) =>
      /^(1|true)$/.test(attributes.get('date1904') ?? ''),
    ),
    sharedStrings: ofType('sharedStrings'),
    styles: ofType('styles'),
  };
}

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescape(text: string): string {
  return text.replace(
    /&(?:#(x?)([\da-f]{1,6})|([a-z]{2,4}));/gi,
    (whole, hex: string, code: string, name: string) => {
      if (name) return entities[name] ?? whole;
      const point = parseInt(code, hex ? 16 : 10);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    },
  );
}

/** The attributes of every tag of a name, without the prefixes of their namespaces. */
function tags(xml: string, name: string): Map<string, string>[] {
  const found = xml.matchAll(new RegExp(`<(?:\\w{1,20}:)?${name}(\\s[^<>]{0,4000})>`, 'g'));
  return [...found].map(
    ([, attributes = '']) =>
      new Map(
        [...attributes.matchAll(/(?:\w{1,20}:)?(\w{1,40})\s?=\s?(?:"([^"]*)"|'([^']*)')/g)].map(
          ([, key = '', double, single]) => [key, unescape(double ?? single ?? '')],
        ),
      ),
  );
}
