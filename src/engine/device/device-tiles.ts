// The tiles of compiled steps that were measured on this device, from one training to the next. A convenience: a store that is
// full or closed keeps nobody from training.
import * as v from 'valibot';
import { deviceTiles, type TunedTile } from '../../contract/model/device';
import { readAdapter } from '../../model/backends/adapter';
import { readTileClass } from '../../model/compiled/step/plan/tile-class';
import { Tiles } from '../../model/compiled/step/tune/tuning';
import { getDeviceTiles, saveDeviceTiles } from '../../storage/device';

/** What makes measured tiles hold: the adapter, and the build whose kernels were measured. */
async function measuredOn(): Promise<string> {
  return JSON.stringify([await readAdapter(), __APP_VERSION__, __APP_COMMIT__]);
}

/** The tiles known of this device; a table that is damaged, or of another device or build, is as good as none. */
export async function loadTiles(): Promise<Tiles> {
  const kept = v.safeParse(deviceTiles, await getDeviceTiles().catch(() => null));
  const holds = kept.success && kept.output.measuredOn === (await measuredOn());
  return holds ? new Tiles(kept.output) : new Tiles();
}

/** The same for a person to read, heaviest first. */
export async function tunedTiles(): Promise<TunedTile[]> {
  const { table } = await loadTiles();
  const found = [false, true].flatMap((half) =>
    Object.entries(half ? table.half : table.tiles).flatMap(([kept, tile]) => {
      const sizes = readTileClass(kept);
      return sizes && tile ? [{ ...sizes, tile, half }] : [];
    }),
  );
  const weight = ({ rows, columns, sum }: TunedTile) => rows * columns * sum;
  return found.sort((one, other) => weight(other) - weight(one));
}

/** Keeps what was learnt. */
export async function keepTiles(tiles: Tiles): Promise<void> {
  await saveDeviceTiles({ measuredOn: await measuredOn(), ...tiles.table }).catch(() => undefined);
}
