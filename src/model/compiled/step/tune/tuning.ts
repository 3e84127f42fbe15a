// Tiles tuned to the device: for each class of shapes a few candidates are measured once on this adapter. What is best differs
// widely between adapters, so nothing is assumed but the order in which candidates are tried. A tile decides who computes an
// element, never in which order its sum is taken; one whose bits differ from the first guess's on this device is not taken.
// Tiles in half precision are measured for trainings that allow them, and have to come as near as float16 does.
import type { DeviceTiles } from '../../../../contract/model/device';
import type { TileChoice } from '../../../../contract/model/run';
import { joinAxes, sizeOf } from '../../wgsl/axes';
import type { Contraction, Tile, TileKind } from '../../wgsl/contraction';
import { candidatesOfKind, halved, measuredTiles, tileCandidates, tileKinds } from '../../wgsl/tiles';
import { contractionOf, type FusedContraction } from '../emit/contraction';
import { Bench, type Trial } from './trial';

/** What has been measured of a device. */
export type TileTable = Pick<DeviceTiles, 'tiles' | 'half'>;

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

/** Classes of products that a training takes in half precision, with their tiles. */
export type HalfTiles = Record<string, TileChoice>;

/** What is measured, until when, and for whom. */
export interface Measuring {
  device: GPUDevice;
  budgetMs: number;
  /** Also whether half precision is faster, on a device that has it. */
  half: boolean;
  /** False ends it. */
  goesOn: () => boolean;
}

/** The tiles of one device. */
export class Tiles {
  readonly #single: Map<string, TileChoice>;
  readonly #half: Map<string, TileChoice | null>;

  constructor({ tiles, half }: TileTable = { tiles: {}, half: {} }) {
    this.#single = new Map(Object.entries(tiles));
    this.#half = new Map(Object.entries(half));
  }

  /** How many classes are known. */
  get size(): number {
    return this.#single.size + this.#half.size;
  }

  /** What has been measured. */
  get table(): TileTable {
    return { tiles: Object.fromEntries(this.#single), half: Object.fromEntries(this.#half) };
  }

  /** The tile of a contraction: the measured one of its class, or the first guess. */
  tileOf = (fused: FusedContraction): Tile => this.#tileOf(contractionOf(fused));

  #tileOf(contraction: Contraction<unknown>): Tile {
    const known = this.#single.get(classOf(contraction));
    return (known && chosen(contraction, known)) ?? tileCandidates(contraction)[0]!;
  }

  /** The same for a training that takes these classes in half precision. */
  withHalf(half: HalfTiles) {
    return (fused: FusedContraction): Tile => {
      const contraction = contractionOf(fused);
      const choice = half[classOf(contraction)];
      const tile = choice && chosen(contraction, choice);
      return (tile && halved(contraction, [tile])[0]) ?? this.#tileOf(contraction);
    };
  }

  /** The classes among these contractions that are faster in half precision. */
  halfOf(contractions: readonly Contraction<unknown>[]): HalfTiles {
    const found = contractions.flatMap((contraction) => {
      const key = classOf(contraction);
      const choice = this.#half.get(key);
      return choice ? [[key, choice] as const] : [];
    });
    return Object.fromEntries(found);
  }

  /** The contractions that are worth measuring and whose class is not known yet, heaviest first. */
  missing(contractions: readonly Contraction<unknown>[], half: boolean): Contraction<unknown>[] {
    const isKnown = (key: string) => this.#single.has(key) && (!half || this.#half.has(key));
    return contractions
      .filter((each) => workOf(each) >= leastWork && !isKnown(classOf(each)))
      .sort((one, other) => workOf(other) - workOf(one));
  }

  /**
   * Measures the classes of these contractions that are not known yet, heaviest first, until the time is up or it shall not
   * go on; resolves to whether anything was learnt. Nothing else should run on the device meanwhile.
   */
  async measure(
    contractions: readonly Contraction<unknown>[],
    { device, budgetMs, half, goesOn }: Measuring,
  ): Promise<boolean> {
    const deadline = performance.now() + budgetMs;
    const isOver = () => performance.now() > deadline || !goesOn();
    const kinds = new Set(tileKinds(device));
    let learnt = false;
    for (const contraction of this.missing(contractions, half)) {
      const key = classOf(contraction);
      if (!this.#single.has(key)) {
        const fastest = await fastestTile(device, contraction, kinds, isOver);
        if (!fastest) break;
        this.#single.set(key, choiceOf(fastest));
        learnt = true;
      }
      if (!half || this.#half.has(key)) continue; // of one class with one that was just measured
      const fastest = await fastestHalf(device, contraction, this.#tileOf(contraction), kinds, isOver);
      if (!fastest) break;
      this.#half.set(key, fastest.half ? choiceOf(fastest) : null);
      learnt = true;
    }
    return learnt;
  }
}

const choiceOf = ({ rows, columns, kind }: Tile): TileChoice => [rows, columns, kind];

/** The candidate that a choice stands for; null where the shape has none like it. */
function chosen(contraction: Contraction<unknown>, [rows, columns, kind]: TileChoice): Tile | null {
  const candidates = candidatesOfKind(contraction, kind);
  return candidates.find((tile) => tile.rows === rows && tile.columns === columns) ?? null;
}

function workOf({ batch, rows, columns, sum }: Contraction<unknown>): number {
  return sizeOf(batch) * sizeOf(rows) * columns.size * sizeOf(sum);
}

/** Contractions of one class are expected to like one tile: rows and summed lengths by their size, columns as they are. */
export function classOf({ rows, columns, sum, window = 1 }: Contraction<unknown>): string {
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
    const isInTime = (each: readonly Trial[]) => measureOnce(bench, each, repeatsOf(once), isOver);
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
    return await winner(bench, first, trials);
  } finally {
    bench.dispose();
  }
}

/** The fastest tile in half precision, or `single` where none is clearly faster; null where the time was up before. */
async function fastestHalf(
  device: GPUDevice,
  contraction: Contraction<unknown>,
  single: Tile,
  kinds: ReadonlySet<TileKind>,
  isOver: () => boolean,
): Promise<Tile | null> {
  if (isOver()) return null;
  const bench = new Bench(device, contraction);
  // The shape that is best in float32, and the first guess of each other kind.
  const others = [...kinds].filter((kind) => kind !== single.kind);
  const shapes = [single, ...others.flatMap((kind) => candidatesOfKind(contraction, kind).slice(0, 1))];
  try {
    await bench.fill();
    const trials = await bench.trials([single, ...halved(contraction, shapes)]);
    const first = trials.find(({ tile }) => tile === single);
    if (!first) return null;
    const once = await bench.time(first, 1);
    for (let round = 0; round < (once > longMs ? 1 : rounds); round++)
      if (!(await measureOnce(bench, trials, repeatsOf(once), isOver))) return null;
    return await winner(bench, first, trials);
  } finally {
    bench.dispose();
  }
}

/** How often a dispatch is repeated for the clock, by how long one takes. */
function repeatsOf(ms: number): number {
  return Math.min(50, Math.max(1, Math.ceil(measurableMs / Math.max(ms, 0.05))));
}

/** The fastest of those that are clearly faster than the first and agree with it, or the first. */
async function winner(bench: Bench, first: Trial, trials: readonly Trial[]): Promise<Tile> {
  let rivals = trials.filter(({ ms }) => ms < first.ms * clearlyFaster);
  while (rivals.length > 0) {
    const best = fastestOf(rivals);
    if (await bench.agrees(first, best)) return best.tile;
    rivals = rivals.filter((rival) => rival !== best);
  }
  return first.tile;
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
