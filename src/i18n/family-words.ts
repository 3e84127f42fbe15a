// What a family of models and its settings are called: the messages named after them.
import { keyedMessages, type KeyedMessage } from './keyed-messages';

const message = keyedMessages(
  import.meta.glob<Record<string, KeyedMessage>>('./paraglide/messages/model_family_*.js', {
    eager: true,
  }),
);

/** A kind of model in words; its name where it has none. */
export function familyName(architecture: string): string {
  return message(`model_family_${architecture}`)?.() ?? architecture;
}

/** A setting of a family in words, and more about it where there is more to say. */
export function settingWords(family: string, key: string): { label: string; hint?: string } {
  const hint = message(`model_family_${family}_${key}_hint`)?.();
  return {
    label: message(`model_family_${family}_${key}`)?.() ?? key,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** A value that can be chosen for a setting, in words. */
export function settingOptionName(family: string, key: string, option: string): string {
  return message(`model_family_${family}_${key}_${option}`)?.() ?? option;
}
