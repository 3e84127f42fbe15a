import { describe, expect, it } from 'vitest';
import type { Reading, Snapshot } from '../../../src/contract/project/evaluation';
import { projectStages, type Project } from '../../../src/contract/project/project';
import { catalogue } from '../../../src/domain/evaluation/catalogue';
import { normalize } from '../../../src/domain/evaluation/normalize';
import { computeEvaluation } from '../../../src/domain/evaluation/score';
import {
  bundleBlob,
  snapshotBundle,
  type SnapshotBundle,
} from '../../../src/ui/steps/evaluate/report/report';
import { escapeHtml, reportPage } from '../../../src/ui/steps/evaluate/report/report-page';

/** Raw values between the goalposts, a third of them missing. */
function readings(): Reading[] {
  return catalogue.map(({ id, norm }, i) => {
    const raw = norm.worst + (norm.best - norm.worst) * ((i * 37) % 100) * 0.01;
    const measured = i % 3 !== 1;
    return {
      id,
      raw: measured ? raw : null,
      n: measured ? i + 1 : null,
      state: i === 5 ? 'not-applicable' : measured ? 'measured' : 'missing',
      score: i !== 5 && measured ? normalize(raw, norm) : null,
      evidence: [],
      takenAt: 1,
      by: 'app',
      catalogueVersion: 1,
    };
  });
}
const weights = { architecture: 0.35, data: 0.25, model: 0.2, deployment: 0.05, team: 0.15 };

/** E from the bundle alone, by the formulas written in it; knows nothing of the app. */
function recompute({ snapshot, catalogue, weights }: SnapshotBundle): { provisional: number; low: number } {
  const byId = new Map(snapshot.readings.map((reading) => [reading.id, reading]));
  let [low, measuredSum, measuredWeight] = [0, 0, 0];
  const scoreOf = ({ id, norm }: SnapshotBundle['catalogue'][number]) => {
    const raw = byId.get(id)!.raw!;
    const at = norm.scale === 'log' ? Math.log : (x: number) => x;
    return Math.min(1, Math.max(0, (at(raw) - at(norm.worst)) / (at(norm.best) - at(norm.worst))));
  };
  for (const [dimension, weight] of Object.entries(weights)) {
    const order = ['explore', 'pilot', 'production'];
    const own = catalogue.filter(
      (each) =>
        each.dimension === dimension &&
        (snapshot.stage === undefined || order.indexOf(each.due) <= order.indexOf(snapshot.stage)) &&
        byId.get(each.id)!.state !== 'not-applicable',
    );
    const components = [...new Set(own.map(({ component }) => component))];
    const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    const isMeasured = ({ id }: { id: string }) => byId.get(id)!.state === 'measured';
    low +=
      weight *
      mean(
        components.map((component) =>
          mean(
            own
              .filter((each) => each.component === component)
              .map((each) => (isMeasured(each) ? scoreOf(each) : 0)),
          ),
        ),
      );
    const known = components
      .map((component) => own.filter((each) => each.component === component && isMeasured(each)))
      .filter((each) => each.length > 0);
    if (known.length === 0) continue;
    measuredSum += weight * mean(known.map((each) => mean(each.map(scoreOf))));
    measuredWeight += weight;
  }
  return { provisional: measuredSum / measuredWeight, low };
}

describe('the bundle of a snapshot', () => {
  it.each(projectStages)('lets anyone compute E at %s again from the file alone', async (stage) => {
    const evaluation = computeEvaluation(readings(), weights, stage);
    const snapshot: Snapshot = {
      ...evaluation,
      id: 'S',
      projectId: 'P',
      sha256: 'f'.repeat(64),
      takenAt: 2,
      vetoes: [],
    };
    const project = { id: 'P', name: 'Credit', goals: { scenario: 'Score applications' } } as Project;
    const text = await bundleBlob(snapshotBundle(project, weights, snapshot)).text();
    const bundle = JSON.parse(text) as SnapshotBundle;
    const again = recompute(bundle);
    expect(again.low).toBeCloseTo(evaluation.interval[0], 10);
    expect(again.provisional).toBeCloseTo(bundle.snapshot.provisional!, 10);
    expect(bundle.catalogue).toHaveLength(catalogue.length);
    expect(bundle.project.scenario).toBe('Score applications');
  });
});

describe('the report page', () => {
  const content = {
    locale: 'en',
    title: 'T',
    conclusion: '<img src=x onerror=alert(1)>',
    lines: ['a & b', "it's"],
    tables: [{ title: '"Q"', head: ['h'], rows: [['</td><script>x</script>', 'v']] }],
    footer: 'f',
  };

  it('keeps what people wrote as text, and forbids scripts and requests', () => {
    const page = reportPage(content);
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(page).not.toMatch(/<script|<img|<\/td><s/);
    expect(page).toContain("default-src 'none'");
    expect(page).toContain('a &amp; b');
    expect(page).toContain('<th scope="row">&lt;/td&gt;');
  });

  it('escapes every character that means something in HTML', () => {
    expect(escapeHtml(`<a href="x">'&'</a>`)).toBe('&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;');
  });
});
