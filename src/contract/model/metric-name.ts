// Names of metrics. The contract knows their form, not which there are: domain/metrics/registry.ts lists those.
import * as v from 'valibot';

/** A metric as domain/metrics/registry.ts names it. */
export const metricName = v.pipe(v.string(), v.regex(/^[a-z][A-Za-z0-9]{0,39}$/));
export type MetricName = v.InferOutput<typeof metricName>;
