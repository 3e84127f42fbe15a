// Launch options for a browser that partitions storage by the site at the top, as people's browsers do: Playwright switches that off.

/** Playwright's own argument, word for word, so that it can be left out; another version of Playwright may need another list. */
const disabled = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
];
const argument = (features) => `--disable-features=${features.join(',')}`;

/**
 * The same launch with partitioning on.
 * @param {{ executablePath: string, args: string[] }} launch
 */
export function partitioned({ executablePath, args }) {
  return {
    executablePath,
    args: [...args, argument(disabled.filter((name) => name !== 'ThirdPartyStoragePartitioning'))],
    ignoreDefaultArgs: [argument(disabled)],
  };
}
