/** Each language by its own name, for the switch. */
export const localeNames = { en: 'English', 'zh-CN': '简体中文' } as const;
