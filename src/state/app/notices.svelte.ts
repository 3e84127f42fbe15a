// Short messages that a person must see: faults, and what was done, with a way back.
import { HearthError, toFault, type Fault } from '../../contract/transport/fault';
import { isShownIn, type NoticeProject, type PlacedNotice } from './notice-place';

export interface Notice extends PlacedNotice {
  id: number;
  /** A fault is put into words by the UI; a text is in words already. */
  content: { fault: Fault } | { text: string };
  action: { label: string; run: () => void } | null;
  /** null: stays until it is dismissed. */
  lastsMs: number | null;
  /** Called when it goes without its action having been taken. */
  ended: (() => void) | null;
}

const most = 4;
/** Of a message that stands in a record as well. */
const recordedMs = 20_000;

class Notices {
  list = $state.raw<Notice[]>([]);
  /** The project that is open: what is told without another belongs to it. */
  place = $state.raw<NoticeProject | null>(null);
  /** The messages for where the person is. */
  readonly shown: Notice[] = $derived(this.list.filter((notice) => isShownIn(notice, this.place)));
  #next = 1;
  #held = false;
  #attended = true;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** Shows what went wrong; an abort by the person is no fault. `project` is null for what is about the app or the device. */
  fail(thrown: unknown, project = this.place): void {
    const fault = thrown instanceof HearthError ? thrown.fault : toFault(thrown);
    // A store that is a newer app's takes the whole screen: a message beside it would say it twice.
    if (['aborted', 'storage_newer', 'storage_outdated'].includes(fault.code)) return;
    if (fault.code === 'internal') console.error(thrown, fault.detail);
    // The same fault again, from each of several calls that failed together, is one message; one of them may not know its project.
    const same = ({ content, project: of }: Notice) =>
      'fault' in content &&
      content.fault.code === fault.code &&
      (of === null || project === null || of.id === project.id);
    const known = this.list.filter(same);
    const of = project ?? known.find((notice) => notice.project !== null)?.project ?? null;
    for (const { id } of known) this.dismiss(id);
    this.#add({ tone: 'bad', project: of, content: { fault }, action: null, lastsMs: null, ended: null });
  }

  show(
    text: string,
    tone: Notice['tone'] = 'good',
    action: Notice['action'] = null,
    project = this.place,
  ): void {
    const lastsMs = tone === 'good' ? (action ? 8000 : 5000) : null;
    this.#add({ tone, project, content: { text }, action, lastsMs, ended: null });
  }

  /** Shows what is in a record as well, where it can be read again: it closes by itself. */
  showRecorded(text: string, project = this.place): void {
    this.#add({ tone: 'warn', project, content: { text }, action: null, lastsMs: recordedMs, ended: null });
  }

  /** Shows what is about to be done for good; it is done once the message goes, unless it was undone. */
  doUnlessUndone(text: string, undo: { label: string; run: () => void }, commit: () => void): void {
    const { place: project } = this;
    this.#add({ tone: 'good', project, content: { text }, action: undo, lastsMs: 8000, ended: commit });
  }

  /** Another screen: messages that waited for it begin their time. */
  enter(place: NoticeProject | null): void {
    this.place = place;
    for (const notice of this.list) this.#arm(notice);
  }

  dismiss(id: number): void {
    this.#remove(id)?.ended?.();
  }

  /** Takes the way back that the message offers. */
  act(id: number): void {
    this.#remove(id)?.action?.run();
  }

  /** Messages stay while the person points at them or has the focus in them. */
  hold(): void {
    this.#held = true;
    this.#disarm(() => true);
  }

  release(): void {
    this.#held = false;
    for (const notice of this.list) this.#arm(notice);
  }

  /** Messages wait while nobody looks: a run may go on by itself at night. What is done once one goes is done all the same. */
  attend(isSeen: boolean): void {
    this.#attended = isSeen;
    if (isSeen) for (const notice of this.list) this.#arm(notice);
    else this.#disarm(({ ended }) => ended === null);
  }

  #remove(id: number): Notice | undefined {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    const notice = this.list.find((each) => each.id === id);
    this.list = this.list.filter((each) => each.id !== id);
    if (this.list.length === 0) this.#held = false;
    return notice;
  }

  #disarm(isMeant: (notice: Notice) => boolean): void {
    for (const { id } of this.list.filter(isMeant)) {
      clearTimeout(this.#timers.get(id));
      this.#timers.delete(id);
    }
  }

  #arm(notice: Notice): void {
    if (notice.lastsMs === null || this.#held || this.#timers.has(notice.id)) return;
    const isSeen = this.#attended && isShownIn(notice, this.place);
    if (!isSeen && notice.ended === null) return;
    this.#timers.set(
      notice.id,
      setTimeout(() => this.dismiss(notice.id), notice.lastsMs),
    );
  }

  #add(content: Omit<Notice, 'id'>): void {
    const notice = { id: this.#next++, ...content };
    for (const { id } of this.list.slice(0, Math.max(0, this.list.length - most + 1))) this.dismiss(id);
    this.list = [...this.list, notice];
    this.#arm(notice);
  }
}

export const notices = new Notices();
