// A page of a few sentences instead of the app, where the app may not or cannot run. It needs no style sheet, no storage and no worker:
// in a sandbox none of them loads.

/** A text in one language. */
export interface PlainText {
  lang: 'en' | 'zh-CN';
  title: string;
  text: string | null;
}

/** Shows the texts, and nothing else. */
export function showPlainPage(texts: readonly PlainText[]): void {
  const main = document.createElement('main');
  Object.assign(main.style, { maxWidth: '60ch', margin: '0 auto', padding: '32px 24px' });
  texts.forEach(({ lang, title, text }, index) => {
    main.append(line(index === 0 ? 'h1' : 'h2', title, lang));
    if (text !== null) main.append(line('p', text, lang));
  });
  const dark = document.documentElement.dataset['theme'] === 'dark';
  document.documentElement.lang = texts[0]?.lang ?? 'en';
  Object.assign(document.body.style, {
    margin: '0',
    background: dark ? '#151412' : '#faf8f5',
    color: dark ? '#f1ede7' : '#1f1c18',
    font: '14px/1.5 system-ui, sans-serif',
  });
  document.body.replaceChildren(main);
}

function line(tag: 'h1' | 'h2' | 'p', text: string, lang: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  element.lang = lang;
  Object.assign(element.style, { margin: '0 0 12px', fontSize: tag === 'p' ? '14px' : '17px' });
  return element;
}
