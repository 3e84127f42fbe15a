/** The version in package.json, baked in at build time. */
declare const __APP_VERSION__: string;
/** Short commit hash of the build, or 'dev'. */
declare const __APP_COMMIT__: string;
/** The sample data that is shipped with this build. */
declare const __SAMPLES__: import('./contract/offline').SampleFile[];
