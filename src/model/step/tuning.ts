// Tiles tuned to the device: for each class of shapes a few candidates are measured once on this adapter. What is best differs
// widely between adapters, so nothing is assumed but the order in which candidates are tried. A tile decides who computes an
// element, never in which order its sum is taken; one whose bits differ from the first guess's on this device is not taken.
import type { DeviceTiles } from '../../contract/device';
import { joinAxes, sizeOf } from '../wgsl/axes';
import type { Contraction, Tile, TileKind } from '../wgsl/contraction';
import { candidatesOfKind, measuredTiles, tileCandidates, tileKinds } from '../wgsl/tiles';
import { contractionOf, type FusedContraction } from './emit/contraction';
import { Bench, type Trial } from './trial';

type TileTable = DeviceTiles['tiles'];

/** What is measured must be worth it: multiply-adds of one dispatch. */
const leastWork = 1e6;
const rounds = 3;
/** One that is longer shows its speed at once. */
const longMs = 30;
/** A dispatch shorter than this is repeated, so that the clock can tell. */
const measurableMs = 4;
/** Another than the first guess has to be faster by this. */
const clearlyFaster = 0.96;
/** One that takes so many times as long as the fastest is measured once. */
const farSlower = 1.5;
/** A kind of which all are so many times slower is not tried with other shapes. */
const hopeless = 3;

/** The tiles of one device. */
export class Tiles {
  readonly #table: Map<string, TileTable[string]>;

  constructor(table: TileTable = {}) {
    this.#table = new Map(Object.entries(table));
  }

  /** How many classes are known. */
  get size(): number {
    return this.#table.size;
  }

  /** What has been measured. */
  get table(): TileTable {
    return Object.fromEntries(this.#table);
  }

  /** The tile of a contraction: the measured one of its class, or the first guess. */
  tileOf = (fused: FusedContraction): Tile => {
    const contraction = contractionOf(fused);
    const known = this.#table.get(classOf(contraction));
    const [rows, columns, kind] = known ?? [0, 0, 'registers'];
    const candidates = candidatesOfKind(contraction, kind);
    const found = candidates.find((tile) => tile.rows === rows && tile.columns === columns);
    return found ?? tileCandidates(contraction)[0]!;
  };

  /** The contractions that are worth measuring and whose class is not known yet, heaviest first. */
  missing(contractions: readonly Contraction<unknown>[]): Contraction<unknown>[] {
    return contractions
      .filter((each) => workOf(each) >= leastWork && !this.#table.has(classOf(each)))
      .sort((one, other) => workOf(other) - workOf(one));
  }

  /**
   * Measures the classes of these contractions that are not known yet, heaviest first, until the time is up or it shall not
   * go on; resolves to whether anything was learnt. Nothing else should run on the device meanwhile.
   */
  async measure(
    device: GPUDevice,
    contractions: readonly Contraction<unknown>[],
    budgetMs: number,
    goesOn: () => boolean = () => true,
  ): Promise<boolean> {
    const deadline = performance.now() + budgetMs;
    const isOver = () => performance.now() > deadline || !goesOn();
    const kinds = new Set(tileKinds(device));
    let learnt = false;
    for (const contraction of this.missing(contractions)) {
      const key = classOf(contraction);
      if (this.#table.has(key)) continue; // of one class with one that was just measured
      const fastest = await fastestTile(device, contraction, kinds, isOver);
      if (!fastest) break;
      this.#table.set(key, [fastest.rows, fastest.columns, fastest.kind]);
      learnt = true;
    }
    return learnt;
  }
}

function workOf({ batch, rows, columns, sum }: Contraction<unknown>): number {
  return sizeOf(batch) * sizeOf(rows) * columns.size * sizeOf(sum);
}

/** Contractions of one class are expected to like one tile: rows and summed lengths by their size, columns as they are. */
function classOf({ rows, columns, sum, window = 1 }: Contraction<unknown>): string {
  const inner = joinAxes(rows).at(-1);
  const byRows = inner?.stride.a === 1 ? 'rows' : 'sum';
  const size = (count: number) => Math.round(Math.log2(Math.max(1, count)));
  const part = [size(sizeOf(rows)), columns.size, size(sizeOf(sum)), inner?.size ?? 1, joinAxes(sum).length];
  return `${part.join('x')} ${byRows} ${columns.stride.b === 1 ? 'columns' : 'sum'} ${window}`;
}

/** The fastest candidate; null where the time was up before all were tried. Kinds without hope leave `kinds`. */
async function fastestTile(
  device: GPUDevice,
  contraction: Contraction<unknown>,
  kinds: Set<TileKind>,
  isOver: () => boolean,
): Promise<Tile | null> {
  if (isOver()) return null;
  const bench = new Bench(device, contraction);
  const tiles = measuredTiles(contraction, kinds);
  const [firstTile] = tiles;
  try {
    await bench.fill();
    // One of each kind shows which kinds are worth compiling more of.
    const probes = tiles.filter(
      ({ kind }, index) => tiles.findIndex((other) => other.kind === kind) === index,
    );
    const trials = await bench.trials(probes);
    const first = trials.find(({ tile }) => tile === firstTile);
    if (!first) return null;
    const once = await bench.time(first, 1);
    const repeats = Math.min(50, Math.max(1, Math.ceil(measurableMs / Math.max(once, 0.05))));
    const isInTime = (each: readonly Trial[]) => measureOnce(bench, each, repeats, isOver);
    if (!(await isInTime(trials))) return null;
    for (const kind of kinds) if (isHopeless(kind, trials)) kinds.delete(kind);
    const others = tiles.filter((tile) => kinds.has(tile.kind) && !probes.includes(tile));
    const tried = trials.length;
    trials.push(...(await bench.trials(others)));
    if (!(await isInTime(trials.slice(tried)))) return null;
    for (let round = 1; round < (once > longMs ? 1 : rounds); round++) {
      const best = fastestOf(trials).ms;
      if (!(await isInTime(trials.filter(({ ms }) => ms <= best * farSlower)))) return null;
    }
    let rivals = trials.filter(({ ms }) => ms < first.ms * clearlyFaster);
    while (rivals.length > 0) {
      const best = fastestOf(rivals);
      if (await bench.isSame(first, best)) return best.tile;
      rivals = rivals.filter((rival) => rival !== best);
    }
    return first.tile;
  } finally {
    bench.dispose();
  }
}

/** Measures each once more and keeps its best; whether there was time. */
async function measureOnce(
  bench: Bench,
  trials: readonly Trial[],
  repeats: number,
  isOver: () => boolean,
): Promise<boolean> {
  for (const trial of trials) {
    if (isOver()) return false;
    trial.ms = Math.min(trial.ms, await bench.time(trial, repeats));
  }
  return true;
}

function fastestOf(trials: readonly Trial[]): Trial {
  return trials.reduce((fastest, trial) => (trial.ms < fastest.ms ? trial : fastest));
}

/** Whether a kind was tried and is nowhere near. What runs unmeasured always stays. */
function isHopeless(kind: TileKind, trials: readonly Trial[]): boolean {
  const own = trials.filter(({ tile }) => tile.kind === kind);
  return kind !== 'registers' && own.length > 0 && fastestOf(own).ms > hopeless * fastestOf(trials).ms;
}
