// Which loss a task is learnt by.
import { HearthError } from '../../../../contract/transport/fault';
import type { Task } from '../../../../contract/model/recipe';
import { taskNamed } from '../../../../domain/tasks/registry';
import type { TreeSettings } from '../settings';
import { poisson, tweedie } from './counts';
import { huber } from './huber';
import { logistic } from './logistic';
import type { Objective } from './objective';
import { quantile } from './quantile';
import { softmax } from './softmax';
import { squared } from './squared';

/** What of the settings says which loss it is. */
export type LossSettings = Pick<TreeSettings, 'loss' | 'quantile' | 'huberDelta' | 'tweediePower'>;

/** The loss of a task; `classes` is 0 where a number is learnt. Of numbers the settings say which. */
export function objectiveOf(task: Task, classes: number, settings: LossSettings): Objective {
  const { activation } = taskNamed(task).head;
  if (activation === 'softmax') {
    if (classes < 2) throw new HearthError('recipe_invalid', { field: 'task' }, { classes });
    return softmax(classes);
  }
  if (activation === 'sigmoid') return logistic;
  switch (settings.loss) {
    case 'standard':
      return squared;
    case 'huber':
      return huber(settings.huberDelta);
    case 'quantile':
      return quantile(settings.quantile);
    case 'poisson':
      return poisson;
    case 'tweedie':
      return tweedie(settings.tweediePower);
  }
}
