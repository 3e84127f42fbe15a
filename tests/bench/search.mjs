// Samplers against random search: regret after a hundred trials on functions with a known least value. The figures depend on seeds and on
// nothing else, so they are the same on every machine.
import { runnerImport } from 'vite';
import { median } from './train/figures.mjs';

/** Most of random search's median regret that TPE may have left. */
const bar = 0.8;

const { module: studies } = await runnerImport('./tests/bench/search/studies.ts', {
  configFile: false,
  logLevel: 'error',
});

export const groups = Object.fromEntries(studies.functionIds.map((id) => [id, () => figuresOf(id)]));

export async function measure({ only }) {
  const names = Object.keys(groups).filter((name) => !only || only.includes(name));
  return names.flatMap((name) => groups[name]());
}

function figuresOf(id) {
  const regrets = Object.fromEntries(
    studies.measured.map((sampler) => [sampler, studies.regrets(id, sampler)]),
  );
  return [
    ...Object.entries(regrets).map(([sampler, samples]) => ({
      id: `${id}-${sampler}`,
      value: median(samples),
      unit: 'regret',
      samples,
    })),
    { id: `${id}-tpe-over-random`, value: median(regrets.tpe) / median(regrets.random), unit: '×', bar },
  ];
}
