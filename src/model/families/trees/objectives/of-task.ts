// Which loss a task is learnt by.
import { HearthError } from '../../../../contract/transport/fault';
import type { Task } from '../../../../contract/model/recipe';
import { taskNamed } from '../../../../domain/tasks/registry';
import { logistic } from './logistic';
import type { Objective } from './objective';
import { softmax } from './softmax';
import { squared } from './squared';

/** The loss of a task. `classes` is 0 where a number is learnt. */
export function objectiveOf(task: Task, classes: number): Objective {
  const { activation } = taskNamed(task).head;
  if (activation === 'softmax') {
    if (classes < 2) throw new HearthError('recipe_invalid', { field: 'task' }, { classes });
    return softmax(classes);
  }
  return activation === 'sigmoid' ? logistic : squared;
}
