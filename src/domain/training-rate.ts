// Which of the measured rates is about a training: of which small net, and of which path of its steps.
import type { BackendFacts, CompiledFacts, RateSpread } from '../contract/model/device';
import type { Run } from '../contract/model/run';
import { percentile } from './predictions/bootstrap';

/** Small nets that are timed: a dense one, 784-128-64-10, and one of two convolutions and two dense layers on 28 × 28 images. */
export type MeasuredNet = 'dense' | 'convolution';

/** Forward multiply-adds of one sample of the nets that are timed. */
export const measuredMultiplyAdds: Record<MeasuredNet, number> = {
  dense: 784 * 128 + 128 * 64 + 64 * 10,
  convolution: 26 * 26 * 9 * 32 + 11 * 11 * 9 * 32 * 64 + 1600 * 128 + 128 * 10,
};

/** A backward pass costs about two forward ones: gradients of the inputs and of the weights. */
export const passesPerStep = 3;

/** 10⁹ floating-point operations a second of a training; a multiply-add counts as two. */
export function gigaflops(net: MeasuredNet, samplesPerSecond: number): number {
  return (2 * passesPerStep * measuredMultiplyAdds[net] * samplesPerSecond) / 1e9;
}

/** What decides which measurement a training is held against. */
export interface Work {
  net: MeasuredNet;
  /** Parts of the self-test that its compiled steps need; null where the net has no compiled form. */
  compiledParts: readonly string[] | null;
}

/** The measured nets as work. */
export const measuredWork: Record<MeasuredNet, Work> = {
  dense: { net: 'dense', compiledParts: ['dense'] },
  convolution: { net: 'convolution', compiledParts: ['dense', 'convolution'] },
};

type Rates = Pick<BackendFacts, 'denseRate' | 'convolutionRate' | 'spread' | 'compiled'>;

/** Whether steps of this work are compiled on this backend. */
export function isCompiled({ compiled }: Pick<BackendFacts, 'compiled'>, { compiledParts }: Work): boolean {
  if (!compiled || compiledParts === null) return false;
  return compiledParts.every((part) =>
    compiled.selfTest.some(({ operation, passed }) => operation === part && passed),
  );
}

/** Training samples a second of the measured net on the path that this work takes; null where that was not measured. */
export function trainingRate(facts: Rates, work: Work): number | null {
  const rates = pathOf(facts, work);
  return (work.net === 'convolution' ? rates.convolutionRate : rates.denseRate) ?? null;
}

/** The timings behind that rate; null where there are none, or the report is from before they were kept. */
export function trainingSpread(facts: Rates, work: Work): RateSpread | null {
  return pathOf(facts, work).spread?.[work.net] ?? null;
}

/** What was measured of the path that this work takes. */
function pathOf<Facts extends Rates>(facts: Facts, work: Work): Facts | CompiledFacts {
  return isCompiled(facts, work) && facts.compiled ? facts.compiled : facts;
}

/** How fast a device trains: one of its nets, and the price of a step that no net is too small for. */
export interface Pace {
  net: MeasuredNet;
  samplesPerSecond: number;
  leastStepMs: number;
}

/** The pace of this work on a backend; null where it was not measured. */
export function paceOf(facts: Rates & Pick<BackendFacts, 'leastStepMs'>, work: Work): Pace | null {
  const samplesPerSecond = trainingRate(facts, work);
  if (samplesPerSecond === null) return null;
  return { net: work.net, samplesPerSecond, leastStepMs: pathOf(facts, work).leastStepMs ?? 0 };
}

/** Rows of the steps that were timed. */
const measuredRows = 64;
/** What is left of a measured step is never taken for less than this share of it. */
const leastLeft = 0.1;

/** Milliseconds of a step: its fixed price, and what its multiply-adds take at the measured net's rate. */
export function stepMsAt(pace: Pace, rows: number, multiplyAdds: number): number {
  const sampleMs = 1000 / pace.samplesPerSecond;
  const own = Math.max(sampleMs - pace.leastStepMs / measuredRows, leastLeft * sampleMs);
  return pace.leastStepMs + (rows * own * multiplyAdds) / measuredMultiplyAdds[pace.net];
}

/** Milliseconds of a step by epoch: least, median, most; null of fewer than two epochs. */
export function stepSpread({ history, stepsPerEpoch }: Pick<Run, 'history' | 'stepsPerEpoch'>): {
  low: number;
  median: number;
  high: number;
  epochs: number;
} | null {
  if (history.length < 2 || !stepsPerEpoch) return null;
  const times = Float64Array.from(history, ({ seconds }) => (seconds * 1000) / stepsPerEpoch).sort();
  return {
    low: percentile(times, 0),
    median: percentile(times, 0.5),
    high: percentile(times, 1),
    epochs: times.length,
  };
}
