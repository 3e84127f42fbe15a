// The import rules of docs/ARCHITECTURE.md: data flows one way.
const only = (name, from, to) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { pathNot: to, path: '^(src|workers)/' },
});
const npm = (name, allowed, packages) => ({
  name,
  severity: 'error',
  from: { path: '^(src|workers)/', pathNot: allowed },
  to: { path: packages },
});

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      severity: 'error',
      from: { path: '^(src|workers)/' },
      to: { couldNotResolve: true, pathNot: '\\?' },
    },
    only('contract-imports-nothing', '^src/contract/', '^src/contract/'),
    only('domain-is-pure', '^src/domain/', '^src/(contract|domain)/'),
    only('data-knows-no-storage', '^src/data/', '^src/(contract|domain|data)/'),
    only('model-knows-no-storage', '^src/model/', '^src/(contract|domain|model)/'),
    only('storage-knows-no-tensors', '^src/storage/', '^src/(contract|domain|storage)/'),
    only('scenarios-are-data', '^src/scenarios/', '^src/(contract|domain|data|scenarios)/'),
    only('host-knows-no-app', '^src/host/', '^src/(contract|host)/'),
    only('engine-joins', '^src/engine/', '^src/(contract|domain|data|model|storage|scenarios|host|engine)/'),
    only('client-is-a-door', '^src/client/', '^(src/(contract|domain|client|i18n)|workers)/'),
    only('state-uses-the-door', '^src/state/', '^src/(contract|domain|client|i18n|state)/'),
    // A scenario brings the picture of its own card.
    only(
      'ui-shows-state',
      '^src/ui/',
      '^src/((contract|domain|i18n|state|ui)/|scenarios/[^/]+/Picture[.]svelte$)',
    ),
    only('embed-is-a-gate', '^src/embed/', '^src/(contract|domain|client|i18n|host|embed)/'),
    only(
      'sdk-stands-alone',
      '^src/embed/sdk/',
      '^src/(contract/release/embed(-limits)?[.]ts|host/weigh-message|embed/sdk/)',
    ),
    only('offline-knows-no-app', '^src/offline/', '^src/(contract|offline)/'),
    only('workers-are-entries', '^workers/', '^(src/(contract|engine|offline)|workers)/'),
    npm(
      'svelte-in-ui',
      '^src/(ui|state|main|framed|scenarios/[^/]+/Picture[.]svelte$)',
      'node_modules/(svelte|bits-ui|@lucide|uplot|@tanstack)/',
    ),
    npm('comlink-at-the-door', '^(src/client|workers)/', 'node_modules/comlink/'),
    npm('dexie-in-storage', '^src/storage/', 'node_modules/dexie/'),
    npm('workbox-in-offline', '^src/offline/', 'node_modules/workbox-(?!window)'),
    npm('workbox-window-at-the-door', '^src/client/', 'node_modules/workbox-window/'),
    npm('tensors-in-model', '^(src/model|workers)/', 'node_modules/@tensorflow/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'src/i18n/paraglide' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.svelte', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'import', 'browser', 'default'],
    },
  },
};
