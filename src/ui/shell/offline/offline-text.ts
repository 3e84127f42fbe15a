// Why the app could not be kept on this device, in words.
import type { KeepFailure } from '../../../contract/transport/offline';
import { m } from '../../../i18n/paraglide/messages.js';

/** What happened and what to do; `older` where a version is kept already and goes on working. */
export function failureText(failure: KeepFailure, older: boolean): string {
  if (failure === 'refused') return m.offline_failed_refused();
  if (failure === 'quota') return older ? m.offline_failed_new_quota() : m.offline_failed_first_quota();
  return older ? m.offline_failed_new_network() : m.offline_failed_first_network();
}
