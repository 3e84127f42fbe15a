// Which of our languages a person asks for by the browser's list, which is in order of preference.

/** The first language of the list that we have; English where we have none of them. */
export function preferredLocale(languages: readonly string[]): 'en' | 'zh-CN' {
  const [first] = languages
    .map((language) => language.toLowerCase().split('-')[0])
    .filter((language) => language === 'en' || language === 'zh');
  return first === 'zh' ? 'zh-CN' : 'en';
}
