// A scenario: its folder with plan, data, texts and picture, and its card.
import { insertBefore } from '../edit.mjs';

const plan = ({ kebab, camel, title }) => `// ${title}: a synthetic table, the same from the same seed.
import type { ScenarioPlan } from '../../contract/project/scenario';
import { generatedScenario } from '../generated-table';
import { atLeast, goalsOf, type ScenarioLocale } from '../scenario';
import { ${camel} } from './table';
import { ${camel}Texts } from './texts';

function plan(locale: ScenarioLocale): ScenarioPlan {
  const texts = ${camel}Texts[locale];
  return {
    goals: goalsOf(texts, { ranks: atLeast('auc', 0.7, 'must') }),
    target: 'outcome',
    task: 'binary',
    protected: [],
    ignored: [],
    split: { train: 0.7, validation: 0.15, test: 0.15, seed: 1 },
    accountability: texts.accountability,
    recipe: {},
  };
}

/** The scenario, for the registry. */
export const scenario = generatedScenario('${kebab}', plan, ${camel});
`;

const table = ({
  camel,
}) => `// The rows: a measure, and an outcome that it makes more likely. Nobody in them exists.
import { Philox } from '../../domain/random';
import { logistic, roundTo, type GeneratedRow, type GeneratedTable } from '../generated-table';

const columns = { measure: 'number', outcome: ['no', 'yes'] } as const;

function rows(seed: number): GeneratedRow<typeof columns>[] {
  const random = new Philox(seed, 0);
  return Array.from({ length: 1000 }, () => {
    const measure = roundTo(random.normal(), 0.001);
    return { measure, outcome: random.uniform() < logistic(2 * measure) ? 'yes' : 'no' };
  });
}

/** The table; the seed decides every row. */
export const ${camel}: GeneratedTable<typeof columns> = { columns, seed: 1, rows };
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
