// How a host wants the frame to look: theme, language and accent from the address's query. What is not understood is left out.
import { preferredLocale } from '../i18n/locales/preferred-locale';

export interface Look {
  theme: 'system' | 'light' | 'dark' | null;
  locale: 'en' | 'zh-CN' | null;
  /** `#rrggbb` */
  accent: string | null;
}

/** Reads `?theme=dark&lang=zh-CN&accent=%23b93a0b`. */
export function lookFrom(search: string): Look {
  const query = new URLSearchParams(search);
  const theme = query.get('theme');
  const language = query.get('lang');
  return {
    theme: theme === 'light' || theme === 'dark' || theme === 'system' ? theme : null,
    locale: language && /^(en|zh)\b/i.test(language) ? preferredLocale([language]) : null,
    accent: accentFrom(query.get('accent')),
  };
}

function accentFrom(text: string | null): string | null {
  const [, digits] = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(text ?? '') ?? [];
  if (digits === undefined) return null;
  const six = digits.length === 6 ? digits : [...digits].map((digit) => digit + digit).join('');
  return `#${six.toLowerCase()}`;
}
