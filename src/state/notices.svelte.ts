// Short messages that a person must see: faults, and what was done, with a way back.
import { HearthError, toFault, type Fault } from '../contract/fault';

export interface Notice {
  id: number;
  tone: 'good' | 'warn' | 'bad';
  /** A fault is put into words by the UI; a text is in words already. */
  content: { fault: Fault } | { text: string };
  action: { label: string; run: () => void } | null;
}

class Notices {
  list = $state.raw<Notice[]>([]);
  #next = 1;

  /** Shows what went wrong; an abort by the person is no fault. */
  fail(thrown: unknown): void {
    const fault = thrown instanceof HearthError ? thrown.fault : toFault(thrown);
    if (fault.code === 'aborted') return;
    if (fault.code === 'internal') console.error(thrown, fault.detail);
    this.#add({ tone: 'bad', content: { fault }, action: null });
  }

  tell(text: string, tone: Notice['tone'] = 'good', action: Notice['action'] = null): void {
    this.#add({ tone, content: { text }, action });
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  #add(notice: Omit<Notice, 'id'>): void {
    this.list = [...this.list.slice(-3), { id: this.#next++, ...notice }];
  }
}

export const notices = new Notices();
