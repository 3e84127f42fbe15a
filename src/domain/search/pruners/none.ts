// No pruning: every trial has what the study gives.
import type { Pruner } from '../pruner';

/** Stops nothing. */
export const none: Pruner = { id: 'none', rungs: () => [], decide: () => 'go-on' };
