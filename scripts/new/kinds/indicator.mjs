// An indicator of E: an entry of a dimension's list, and its words. Its name is the id in lower case, such as `m2c`.
import { insertBefore } from '../edit.mjs';

const dimensions = { a: 'architecture', d: 'data', m: 'model', p: 'deployment', t: 'team' };

function fileOf({ kebab }) {
  const dimension = dimensions[kebab[0]];
  if (!dimension || !/^[admpt][1-9][a-z]$/.test(kebab))
    throw new Error('an indicator is named by its component and a letter, such as m2c.');
  return `src/domain/evaluation/indicators/${dimension}.ts`;
}
const idOf = ({ kebab }) => kebab[0].toUpperCase() + kebab.slice(1);

export const kind = {
  name: 'indicator',
  bar: '1 + messages',
  most: 1,
  sample: 'm2c',
  folder: () => null,
  files: () => ({}),
  edits: (names) => {
    const dimension = fileOf(names).split('/').at(-1).replace('.ts', '');
    const entry = `  {
    id: '${idOf(names)}',
    formula: 'what is counted / of how much',
    norm: up(0, 1),
    source: 'A',
    after: '',
    step: 'evaluate',
    due: 'production',
    measure: () => null,
  },
`;
    return {
      [fileOf(names)]: insertBefore(`export const ${dimension}Indicators`, '\n];', `\n${entry}`.trimEnd()),
    };
  },
  messages: (names) => {
    const id = idOf(names);
    return {
      'evaluate.json': {
        [`indicator_${id}`]: [`Indicator ${id}`, `评估项 ${id}`],
        [`indicator_${id}_formula`]: ['What is counted / of how much', '计数 / 总数'],
        [`indicator_${id}_action`]: [`Raise indicator ${id}`, `提高评估项 ${id}`],
      },
    };
  },
  next:
    'Let `measure` take the value from the records, choose goalposts (`norm`), a source, a step and the stage from which it is due, and word the three messages.\n' +
    'A new component needs `evaluate_component_<component>` too. Test it in tests/unit/domain/evaluation/measure.test.ts.\n' +
    'E of old snapshots was computed without it: raise `catalogueVersion`.',
  registry: {
    module: 'src/domain/evaluation/catalogue.ts',
    lists: ({ catalogue }) => catalogue.map(({ id }) => id.toLowerCase()),
  },
};
