import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

// Svelte files' imports are not seen by dependency-cruiser, type imports least of all: the same walls again, for them.
// `least`: how many folders up a path must go to leave the screens, since steps/model and steps/data are named like floors.
const walls = (least) => ({
  patterns: [
    {
      regex: `^(\\.\\./){${least},}(engine|storage|model|data)/`,
      message: 'The UI reaches these through state and client.',
    },
    {
      regex: '^(\\.\\./){2,}scenarios/(?![^/]+/Picture\\.svelte$)',
      message: 'Of a scenario the UI shows its Picture.svelte; the rest is reached through the contract.',
    },
    {
      group: ['@tensorflow/*', 'dexie', 'comlink', 'papaparse', 'fflate'],
      message: 'Not on the main thread.',
    },
  ],
});

export default ts.config(
  {
    ignores: [
      '.cache',
      'dist',
      'src/i18n/paraglide',
      'public',
      'coverage',
      'test-results',
      'playwright-report',
    ],
  },
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.worker, ...globals.node } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // An index that a loop's own bound proves: `values[i]!` is how typed arrays read under noUncheckedIndexedAccess.
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': ['error', { allow: ['error', 'warn', 'info'] }],
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'Every random choice comes from a seed: domain/random.ts.',
        },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['src/**', 'workers/**'],
    rules: {
      // Names from files are keys of these: one that every object inherits (`constructor`) must be no column, and `in` sees them all.
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'MemberExpression[computed=true]:matches([object.name=/^(roles|knownBefore)$/], [object.property.name=/^(roles|knownBefore)$/])',
          message:
            'Keyed by names from files: read with ownValue, write with withOwnValue (contract/data/own-value.ts).',
        },
        {
          selector:
            "BinaryExpression[operator='in']:not([left.type='Literal']):not([left.type='PrivateIdentifier'])",
          message: 'It finds what every object inherits: Object.hasOwn, or a Map.',
        },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      // svelte-check fails on warnings and knows which comments are used; this rule mistakes lists of codes.
      'svelte/no-unused-svelte-ignore': 'off',
      // Caches of pages, rows and pixels are Maps on purpose: nothing on the screen follows them.
      'svelte/prefer-svelte-reactivity': 'off',
      'svelte/require-each-key': 'error',
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    files: ['src/ui/**/*.svelte', 'src/scenarios/*/*.svelte'],
    rules: { 'no-restricted-imports': ['error', walls(2)] },
  },
  { files: ['src/ui/steps/*/*/*.svelte'], rules: { 'no-restricted-imports': ['error', walls(3)] } },
  { files: ['src/ui/steps/*/*/*/*.svelte'], rules: { 'no-restricted-imports': ['error', walls(4)] } },
  { files: ['scripts/**', 'tests/**'], rules: { 'no-console': 'off' } },
);
