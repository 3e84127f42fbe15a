// What a kind of chart is to the screen: a name, a picture, and a component that asks for its data and draws it.
import type { Component } from 'svelte';
import type { DatasetVersion } from '../../../../contract/data/dataset';
import type { DataPlan } from '../../../../contract/project/project';
import type { RowLens } from '../../../../state/data/row-lens.svelte';
import type { ColumnActions } from '../columns/column-actions';

/** What every chart is given. */
export interface ChartProps {
  dataset: DatasetVersion;
  plan: Pick<DataPlan, 'target' | 'roles'>;
  lens: RowLens;
  actions: ColumnActions;
  /** Goes to the rows, once they are filtered. */
  onrows: () => void;
}

/** A kind of chart; it lies in the folder of its id, as `kind` of `kind.ts`, and its name is the message `chart_kind_<id>`. */
export interface ChartKind {
  id: string;
  /** Where it stands among the others. */
  place: number;
  icon: Component<{ size?: number | string }>;
  view: Component<ChartProps>;
}
