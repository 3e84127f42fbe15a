// The gate that every page passes before the app starts: framed where it may not be, or unable to save, a page of a few sentences shows
// instead, and nothing else is touched.
import { storageTrouble, type StorageTrouble } from '../client/embed/storage-trouble';
import { preferredLocale } from '../i18n/locales/preferred-locale';
import { isShownLawfully } from './framing-guard';
import { showPlainPage, type PlainText } from './plain-page';
import { refusedTexts, troubleTexts } from './plain-texts';

/** refused: framed by someone who may not · a trouble: told to the person · open: the app may start. */
export type Entry = 'open' | 'refused' | StorageTrouble;

/** Decides, and shows why where the answer is no. */
export async function passEntry(locale: PlainText['lang'] | null): Promise<Entry> {
  if (window.parent === window) return 'open'; // a tab of its own tells of its troubles itself
  if (!(await isShownLawfully())) {
    showPlainPage(refusedTexts);
    return 'refused';
  }
  const trouble = await storageTrouble();
  if (!trouble) return 'open';
  showPlainPage([troubleTexts[trouble][locale ?? preferredLocale(navigator.languages)]]);
  return trouble;
}
