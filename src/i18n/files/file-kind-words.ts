// What to say of a file that is no table: which kind it is, and how to get at its table. The kinds are told by data/formats/other-kinds.ts.
import { ownValue } from '../../contract/data/own-value';
import type { Fault } from '../../contract/transport/fault';
import { faultWords } from '../fault-words';
import { formatWords } from '../format-names';
import { m } from '../paraglide/messages.js';

interface Words {
  what: () => string;
  remedy: () => string;
}

const convert = (): string => m.fault_remedy_convert(formatWords());
const kinds: Record<string, Words> = {
  html: { what: m.fault_file_kind_html, remedy: () => m.fault_remedy_html(formatWords()) },
  json: { what: m.fault_file_kind_json, remedy: convert },
  xml: { what: m.fault_file_kind_xml, remedy: convert },
  rtf: { what: m.fault_file_kind_rtf, remedy: convert },
  xls: { what: m.fault_file_kind_xls, remedy: m.fault_remedy_xlsx },
  xlsb: { what: m.fault_file_kind_xlsb, remedy: m.fault_remedy_xlsx },
  email: { what: m.fault_file_kind_email, remedy: m.fault_remedy_email },
  'git-lfs': { what: m.fault_file_kind_lfs, remedy: m.fault_remedy_lfs },
};

/** The words of a kind; for one that is not known, that it is not. */
export function fileKindWords(kind: Fault['params'][string] | undefined): Words {
  return ownValue(kinds, String(kind)) ?? faultWords.file_kind_unknown;
}
