// A scenario: its folder with plan, data, texts and picture, and its card.
import { insertBefore } from '../edit.mjs';

const plan = ({ kebab, camel, title }) => `// ${title}: a synthetic table, the same from the same seed.
import { ulid } from 'ulid';
import type { DatasetVersion } from '../../contract/data/dataset';
import type { ScenarioPlan } from '../../contract/project/scenario';
import { Inspector } from '../../data/profile/inspect';
import { checkAbort } from '../../data/rows/group-source';
import type { DatasetReading } from '../../data/rows/reading';
import type { Scenario, ScenarioLocale, ScenarioReadOptions } from '../scenario';
import { ${camel}Columns, ${camel}Rows, generateRows } from './table';
import { ${camel}Texts } from './texts';

/** Decides every row. */
const seed = 1;

function plan(locale: ScenarioLocale): ScenarioPlan {
  const texts = ${camel}Texts[locale];
  return {
    goals: {
      scenario: texts.scenario,
      requirements: [{ id: ulid(), text: texts.ranks, metric: 'auc', operator: '≥', threshold: 0.7, priority: 'must' }],
      budgets: { modelBytes: 1_000_000, latencyMs: 50, memoryMb: 512 },
      stakeholders: texts.stakeholders.map((one) => ({ id: ulid(), ...one })),
      needs: texts.needs.map((one) => ({ id: ulid(), ...one })),
      judgements: {},
    },
    target: 'outcome',
    task: 'binary',
    protected: [],
    ignored: [],
    split: { train: 0.7, validation: 0.15, test: 0.15, seed: 1 },
    accountability: texts.accountability,
    recipe: {},
  };
}

const source: DatasetVersion['source'] = {
  kind: 'scenario',
  name: '${kebab}',
  bytes: 0,
  encoding: null,
  delimiter: null,
  synthetic: true,
  licence: 'CC0-1.0',
  origin: \`Philox, seed \${seed}\`,
};

function read({ signal, onProgress }: ScenarioReadOptions): DatasetReading {
  const columns = ${camel}Columns.map((column) => ({ ...column }));
  const inspector = new Inspector(columns);
  return {
    columns,
    async *groups() {
      checkAbort(signal);
      const batch = await Promise.resolve(generateRows(seed));
      inspector.add(batch);
      yield batch;
      onProgress(${camel}Rows, ${camel}Rows);
    },
    finish: () => ({ ...inspector.finish(), notices: [], noticeCount: 0 }),
  };
}

/** ${title}, for the registry. */
export const scenario: Scenario = { plan, source, read };
`;

const table = ({
  camel,
}) => `// The rows: a measure, and an outcome that it makes more likely. Nobody in them exists.
import type { Column } from '../../contract/data/dataset';
import type { RowBatch } from '../../data/columns/values';
import { Philox } from '../../domain/random';

/** Rows of the table. */
export const ${camel}Rows = 1000;

/** Columns in order; categories sorted as a file's would be. */
export const ${camel}Columns: readonly Column[] = [
  { name: 'measure', type: 'number', categories: [], shape: null },
  { name: 'outcome', type: 'category', categories: ['no', 'yes'], shape: null },
];

/** The whole table as one group. */
export function generateRows(seed: number): RowBatch {
  const random = new Philox(seed, 0);
  const measure = Float64Array.from({ length: ${camel}Rows }, () => random.normal());
  const codes = Int32Array.from(measure, (value) => Number(random.uniform() < 1 / (1 + Math.exp(-2 * value))));
  return {
    firstRow: 0,
    rows: ${camel}Rows,
    values: [
      { type: 'number', values: measure },
      { type: 'category', codes },
    ],
  };
}
`;

const texts = ({
  camel,
  title,
}) => `// What the scenario says, in each language. Stored in the project when it is made; people edit it from there.
import type { ScenarioLocale, ScenarioTexts } from '../scenario';

/** Texts by language. */
export const ${camel}Texts: Record<ScenarioLocale, ScenarioTexts<'ranks'>> = {
  en: {
    scenario: '${title}: who decides what, how often, and what a wrong answer costs. All rows are invented by a generator.',
    ranks: 'Ranks likely cases above unlikely ones',
    stakeholders: [{ name: 'Owner of the process', interest: 'Fewer wrong decisions' }],
    needs: [{ user: 'Clerk', need: 'See the likely cases first' }],
    accountability: {
      licence: 'CC0-1.0',
      consent: 'None needed: synthetic, no real person',
      source: 'Generated on this device from a fixed seed',
      retention: 'Until the project is deleted',
    },
  },
  'zh-CN': {
    scenario: '${title}：由谁作出什么决定、多久一次、出错的代价是什么。所有行均由生成器虚构。',
    ranks: '把可能性高的排在可能性低的之前',
    stakeholders: [{ name: '流程负责人', interest: '减少错误的决定' }],
    needs: [{ user: '办理人员', need: '优先看到可能性高的' }],
    accountability: {
      licence: 'CC0-1.0',
      consent: '无需同意：合成数据，不含真实个人',
      source: '在本设备上由固定种子生成',
      retention: '保留至项目删除',
    },
  },
};
`;

const picture = ({ title }) => `<!-- @component ${title}, drawn for the gallery. -->
<svg width="200" height="72" viewBox="0 0 200 72" aria-hidden="true">
  <path d="M8 64C60 60 90 20 192 8" />
</svg>

<style>
  path {
    fill: none;
    stroke: var(--s1);
    stroke-width: 2;
  }
</style>
`;

export const kind = {
  name: 'scenario',
  bar: 'its folder + 1 + messages',
  most: 1,
  sample: 'churn-risk',
  folder: ({ kebab }) => `src/scenarios/${kebab}`,
  files: (names) => {
    const folder = `src/scenarios/${names.kebab}`;
    return {
      [`${folder}/scenario.ts`]: plan(names),
      [`${folder}/table.ts`]: table(names),
      [`${folder}/texts.ts`]: texts(names),
      [`${folder}/Picture.svelte`]: picture(names),
    };
  },
  edits: ({ kebab }) => ({
    'src/contract/project/scenario.ts': insertBefore(
      'export const scenarioCards',
      '] as const',
      `  { id: '${kebab}', kind: 'table', synthetic: true, rows: 1_000 },\n`,
    ),
  }),
  messages: ({ snake, title }) => ({
    'scenarios.json': {
      [`scenario_${snake}_title`]: [title, title],
      [`scenario_${snake}_text`]: [
        `1,000 synthetic rows about ${title.toLowerCase()}.`,
        `1,000 行合成数据：${title}。`,
      ],
    },
  }),
  next:
    'Replace the rows in table.ts, the texts in both languages, the plan and the picture; set kind, rows and synthetic in the card.\n' +
    'Shipped files go to public/samples with a line in NOTICE. tests/unit/scenarios holds every scenario; test there what its rows promise.',
  registry: {
    module: 'src/scenarios/registry.ts',
    lists: ({ scenarioFolders }) => scenarioFolders,
  },
};
