// The recording that is playing: one at a time, fetched from the data worker when it is asked for.
import { clients } from '../../../client/workers/clients';
import type { SoundPlaceQuery } from '../../../contract/transport/data-api';
import { notices } from '../../app/notices.svelte';

export type SoundPlace = SoundPlaceQuery;

class Player {
  playing = $state.raw<SoundPlace | null>(null);
  #audio: HTMLAudioElement | undefined;

  isAt({ datasetId, column, row }: SoundPlace): boolean {
    const at = this.playing;
    return at?.row === row && at.column === column && at.datasetId === datasetId;
  }

  /** Plays a recording from its beginning, or stops it where it plays. */
  async toggle(place: SoundPlace): Promise<void> {
    const stops = this.isAt(place);
    this.stop();
    if (stops) return;
    this.playing = place;
    try {
      const sound = await clients.data.call('readSound', place);
      if (this.playing !== place) return;
      const url = URL.createObjectURL(sound);
      const audio = (this.#audio = new Audio(url));
      audio.onended = () => this.stop();
      await audio.play();
    } catch (thrown) {
      // What was stopped before it began has not failed.
      if (this.playing !== place) return;
      this.stop();
      notices.fail(thrown);
    }
  }

  stop(): void {
    this.playing = null;
    if (!this.#audio) return;
    this.#audio.pause();
    URL.revokeObjectURL(this.#audio.src);
    this.#audio = undefined;
  }
}

export const player = new Player();
