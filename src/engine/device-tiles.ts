// The tiles of compiled steps that were measured on this device, from one training to the next. A convenience: a store that is
// full or closed keeps nobody from training.
import { readAdapter } from '../model/adapter';
import { Tiles } from '../model/step/tuning';
import { getDeviceTiles, saveDeviceTiles } from '../storage/device';

/** What makes measured tiles hold: the adapter, and the build whose kernels were measured. */
async function measuredOn(): Promise<string> {
  return JSON.stringify([await readAdapter(), __APP_VERSION__, __APP_COMMIT__]);
}

/** The tiles known of this device. */
export async function loadTiles(): Promise<Tiles> {
  const kept = await getDeviceTiles().catch(() => null);
  return new Tiles(kept !== null && kept.measuredOn === (await measuredOn()) ? kept.tiles : {});
}

/** Keeps what was learnt. */
export async function keepTiles(tiles: Tiles): Promise<void> {
  await saveDeviceTiles({ measuredOn: await measuredOn(), tiles: tiles.table }).catch(() => undefined);
}
