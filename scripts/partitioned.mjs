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
 * The same launch with partitioning on. `withoutGpu` leaves no WebGPU and no WebGL, not even in software: measuring those takes longer
 * than what is tried, and framing does not depend on them.
 * @param {{ executablePath: string, args: string[] }} launch
 */
export function partitioned({ executablePath, args }, { withoutGpu = false } = {}) {
  const kept = withoutGpu
    ? [
        ...args.filter((flag) => !/webgpu|Vulkan/i.test(flag)),
        '--disable-gpu',
        '--disable-software-rasterizer',
      ]
    : args;
  return {
    executablePath,
    args: [...kept, argument(disabled.filter((name) => name !== 'ThirdPartyStoragePartitioning'))],
    ignoreDefaultArgs: [argument(disabled), ...(withoutGpu ? ['--enable-unsafe-swiftshader'] : [])],
  };
}
