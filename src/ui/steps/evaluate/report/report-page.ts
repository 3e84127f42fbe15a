// A snapshot of E as one printable HTML page that needs nothing else. Every text from people is escaped.

/** A table of the page; the cells of its first column are row heads. */
export interface ReportTable {
  title: string;
  head: string[];
  rows: string[][];
  /** Columns of numbers: their head and cells stand at the right. */
  numeric?: readonly number[];
  /** Columns of identifiers and hashes, which may break anywhere; words never do. */
  codes?: readonly number[];
  /** A sentence under the title. */
  note?: string;
  /** A chart over the table: SVG whose texts are escaped already (report-charts.ts). */
  chart?: string;
}

/** What stands on the page, in the reader's language. */
export interface ReportContent {
  locale: string;
  title: string;
  conclusion: string;
  lines: string[];
  tables: ReportTable[];
  /** Where the figures can be computed again from. */
  footer: string;
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML text or attribute value. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character]!);

const css = `body{font:14px/1.5 system-ui,sans-serif;color:#1f1c18;max-width:960px;margin:32px auto;padding:0 24px}
h1{font-size:22px;margin:0 0 4px}h2{font-size:16px;margin:28px 0 6px}p{margin:2px 0}
table{border-collapse:collapse;width:100%;font-size:12px;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:4px 8px;border-bottom:1px solid #e4dfd7;vertical-align:top;overflow-wrap:break-word;hyphens:manual}
th{font-weight:600}tbody th{font-weight:400}.num{text-align:right;white-space:nowrap}.code{min-width:14ch;overflow-wrap:anywhere;font-size:10px}
svg{display:block;width:100%;max-width:680px;height:auto;margin:4px 0 10px;font:12px system-ui,sans-serif}svg text{fill:#1f1c18}
footer{margin-top:28px;color:#5c554b;font-size:12px;overflow-wrap:anywhere}
@page{size:A4;margin:14mm}
@media print{body{max-width:none;margin:0;padding:0;-webkit-print-color-adjust:exact;print-color-adjust:exact}table{font-size:10px}
th,td{padding:3px 5px}.code{font-size:8px}tr,svg{break-inside:avoid}thead{display:table-header-group}h1,h2{break-after:avoid}}`;

/** The page as a string. A policy in it forbids any request and any script, whoever opens it. */
export function reportPage({ locale, title, conclusion, lines, tables, footer }: ReportContent): string {
  const text = escapeHtml;
  const table = ({ title, note, head, rows, numeric = [], codes = [], chart = '' }: ReportTable) => {
    const kind = (column: number) =>
      numeric.includes(column) ? ' class="num"' : codes.includes(column) ? ' class="code"' : '';
    const heads = head.map((cell, column) => `<th scope="col"${kind(column)}>${text(cell)}</th>`);
    const row = ([first = '', ...cells]: string[]) =>
      `<tr><th scope="row">${text(first)}</th>${cells.map((cell, at) => `<td${kind(at + 1)}>${text(cell)}</td>`).join('')}</tr>`;
    return `<h2>${text(title)}</h2>${note ? `<p>${text(note)}</p>` : ''}${chart}<table><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.map(row).join('')}</tbody></table>`;
  };
  return `<!doctype html>
<html lang="${text(locale)}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><title>${text(title)}</title><style>${css}</style></head>
<body><h1>${text(conclusion)}</h1>${lines.map((line) => `<p>${text(line)}</p>`).join('')}
${tables.map(table).join('\n')}
<footer>${text(footer)}</footer></body></html>
`;
}
