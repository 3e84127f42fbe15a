// The sentences of the plain page. They come from the message files by name: the compiled messages would need the app's language state.
import {
  embed_refused as refusedEn,
  embed_sandbox as sandboxEn,
  embed_sandbox_text as sandboxTextEn,
  embed_credentialless as credentiallessEn,
  embed_credentialless_text as credentiallessTextEn,
  embed_blocked as blockedEn,
  embed_blocked_text as blockedTextEn,
} from '../../messages/en/embed.json';
import {
  embed_refused as refusedZh,
  embed_sandbox as sandboxZh,
  embed_sandbox_text as sandboxTextZh,
  embed_credentialless as credentiallessZh,
  embed_credentialless_text as credentiallessTextZh,
  embed_blocked as blockedZh,
  embed_blocked_text as blockedTextZh,
} from '../../messages/zh-CN/embed.json';
import type { StorageTrouble } from '../client/embed/storage-trouble';
import type { PlainText } from './plain-page';

/** Said in both languages, since nothing is known of the person yet. */
export const refusedTexts: readonly PlainText[] = [
  { lang: 'en', title: refusedEn, text: null },
  { lang: 'zh-CN', title: refusedZh, text: null },
];

/** Why nothing can be kept here, and what to do, in the language asked for. */
export const troubleTexts: Record<StorageTrouble, Record<PlainText['lang'], PlainText>> = {
  sandbox: {
    en: { lang: 'en', title: sandboxEn, text: sandboxTextEn },
    'zh-CN': { lang: 'zh-CN', title: sandboxZh, text: sandboxTextZh },
  },
  credentialless: {
    en: { lang: 'en', title: credentiallessEn, text: credentiallessTextEn },
    'zh-CN': { lang: 'zh-CN', title: credentiallessZh, text: credentiallessTextZh },
  },
  blocked: {
    en: { lang: 'en', title: blockedEn, text: blockedTextEn },
    'zh-CN': { lang: 'zh-CN', title: blockedZh, text: blockedTextZh },
  },
};
