// Kills a browser over and over while it trains, and holds the app to its promise: what was acknowledged is there, every
// chunk hashes, and the run that was cut so often ends with the very weights of one that was not.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeProfile, startBrowser } from './own-browser.mjs';
import { readStore } from './read-store.mjs';
import { openHeadless, smallProject, train, weightsOf } from './small-training.mjs';

const epochs = 60;

/** Seeded choices, so that a soak that failed can be repeated. */
function chooser(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What the page told before it was killed: the newest checkpoint of each run that was acknowledged. */
class Acknowledged {
  newest = new Map();

  handle(runId, event) {
    if (event.kind === 'checkpoint') this.newest.set(runId, event);
  }

  /** What of it is not there any more, in words. */
  lost({ runs, checkpoints }) {
    return [...this.newest].flatMap(([runId, { generation, step }]) => {
      const run = runs.find(({ id }) => id === runId);
      if (run?.status === 'done') return [];
      const kept = checkpoints.filter((each) => each.runId === runId && each.missing.length === 0);
      return run && kept.some((each) => each.generation >= generation && each.step >= step)
        ? []
        : [`generation ${generation} (step ${step}) of run ${runId} was acknowledged and is not there`];
    });
  }
}

/** One life of the browser: from its start on a profile to its kill or its close. */
class Life {
  #events = [];
  #waiting = [];
  runId = '';

  constructor(browser, acknowledged) {
    this.browser = browser;
    this.acknowledged = acknowledged;
  }

  static async begin(profile, base, acknowledged) {
    const life = new Life(await startBrowser(profile), acknowledged);
    await life.browser.page.exposeBinding('told', (_source, event) => life.#handle(event));
    await openHeadless(life.browser.page, base);
    return life;
  }

  #handle(event) {
    if (event.kind === 'started') this.runId = event.run.id;
    this.acknowledged.handle(this.runId, event);
    this.#events.push(event);
    for (const check of this.#waiting.splice(0)) check();
  }

  /** Resolves once so many events of a kind were told. */
  async told(kind, count) {
    while (this.#events.filter((event) => event.kind === kind).length < count)
      await new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Goes on with the run that was cut, or begins one; resolves with it when it ends. */
  train(request, facts) {
    const cut = facts.runs.find(({ status }) => status !== 'done');
    const next = cut ? { kind: 'resume', runId: cut.id, backend: request.backend } : request;
    return train(this.browser.page, next);
  }
}

/** The moment of a kill: while the training starts, or so long after one of its first checkpoints of this life. */
function chooseMoment(choose) {
  if (choose(5) === 0) return { name: 'starting', checkpoints: 0, afterMs: choose(1500) };
  const checkpoints = 1 + choose(4);
  return { name: `checkpoint ${checkpoints}`, checkpoints, afterMs: choose(40) };
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Trains uncut once, then kills and resumes; resolves with what it saw. `problems` is empty where every promise was kept.
 * @param {{ base: string, kills: number, seed?: number, backend?: 'wasm' | 'cpu', onKill?: (row: object) => void }} options
 */
export async function soak({ base, kills, seed = 1, backend = 'wasm', onKill = () => undefined }) {
  const profile = mkdtempSync(join(tmpdir(), 'hearth-soak-'));
  const choose = chooser(seed);
  const acknowledged = new Acknowledged();
  const problems = [];
  const rows = [];
  let finished = 0;
  const begin = () => Life.begin(profile, base, acknowledged);
  let life = await begin();
  try {
    const project = await smallProject(life.browser.page, { epochs });
    const request = { kind: 'new', role: 'model', backend, ...project };
    const expected = weightsOf(await train(life.browser.page, request)).join();
    const finish = (run, when) => {
      finished += 1;
      if (run.status !== 'done')
        problems.push(`${when}: run ${run.id} ended ${run.status}, ${run.fault?.code}`);
      else if (weightsOf(run).join() !== expected)
        problems.push(`${when}: run ${run.id} ended with other weights`);
    };
    const inspect = async (when) => {
      const facts = await readStore(life.browser.page);
      const missing = [...facts.runs, ...facts.checkpoints].flatMap((each) => each.missing);
      problems.push(
        ...acknowledged.lost(facts).map((what) => `${when}: ${what}`),
        ...missing.map((name) => `${when}: chunk ${name}, which a run or a checkpoint names, is missing`),
        ...facts.damaged.map((name) => `${when}: chunk ${name} does not hash`),
      );
      return facts;
    };
    await life.browser.close();

    for (let kill = 1; kill <= kills; kill++) {
      const begunAt = Date.now();
      life = await begin();
      const facts = await inspect(`before kill ${kill}`);
      const openMs = Date.now() - begunAt;
      const moment = chooseMoment(choose);
      const running = life.train(request, facts).then(
        (run) => finish(run, `before kill ${kill}`),
        () => undefined, // its browser was killed, as it should be
      );
      if (moment.checkpoints > 0) await Promise.race([life.told('checkpoint', moment.checkpoints), running]);
      await sleep(moment.afterMs);
      await life.browser.kill();
      await running;
      const newest = acknowledged.newest.get(life.runId);
      const row = {
        kill,
        moment: `${moment.name} + ${moment.afterMs} ms`,
        step: newest?.step ?? 0,
        generation: newest?.generation ?? 0,
        chunks: facts.chunks,
        openMs,
        ms: Date.now() - begunAt,
        problems: problems.length,
      };
      rows.push(row);
      onKill(row);
    }

    life = await begin();
    const facts = await inspect('after the last kill');
    finish(await life.train(request, facts), 'after the last kill');
    await inspect('at the end');
    return { rows, problems, finished };
  } finally {
    await life.browser.close().catch(() => undefined);
    removeProfile(profile);
  }
}
