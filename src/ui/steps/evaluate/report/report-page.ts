// A snapshot of E as one printable HTML page that needs nothing else. Every text from people is escaped.

/** A table of the page; the cells of its first column are row heads. */
export interface ReportTable {
  title: string;
  head: string[];
  rows: string[][];
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
th,td{text-align:left;padding:4px 8px;border-bottom:1px solid #e4dfd7;vertical-align:top;overflow-wrap:anywhere}
footer{margin-top:28px;color:#5c554b;font-size:12px}@media print{tr{break-inside:avoid}body{margin:0}}`;

/** The page as a string. A policy in it forbids any request and any script, whoever opens it. */
export function reportPage({ locale, title, conclusion, lines, tables, footer }: ReportContent): string {
  const text = escapeHtml;
  const table = ({ title, head, rows }: ReportTable) =>
    `<h2>${text(title)}</h2><table><thead><tr>${head.map((cell) => `<th scope="col">${text(cell)}</th>`).join('')}</tr></thead><tbody>${rows
      .map(
        ([first = '', ...cells]) =>
          `<tr><th scope="row">${text(first)}</th>${cells.map((cell) => `<td>${text(cell)}</td>`).join('')}</tr>`,
      )
      .join('')}</tbody></table>`;
  return `<!doctype html>
<html lang="${text(locale)}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><title>${text(title)}</title><style>${css}</style></head>
<body><h1>${text(conclusion)}</h1>${lines.map((line) => `<p>${text(line)}</p>`).join('')}
${tables.map(table).join('\n')}
<footer>${text(footer)}</footer></body></html>
`;
}
