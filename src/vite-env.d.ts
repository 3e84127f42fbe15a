import type { SampleFile } from './contract/transport/offline';

declare global {
  /** The version in package.json, baked in at build time. */
  const __APP_VERSION__: string;
  /** Short commit hash of the build, or 'dev'. */
  const __APP_COMMIT__: string;
  /** The sample data that is shipped with this build. */
  const __SAMPLES__: SampleFile[];
}
