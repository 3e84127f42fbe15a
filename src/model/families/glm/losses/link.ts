// The loss of a generalised linear model over rows: what its linear outputs z are worth, which way they should go, how it curves.
// Squares: ½(y − z)². Binary: −log p of the class, p = σ(z). Multinomial: −log softmax(z) of the class. (McCullagh and Nelder 1989.)
// Huber and Poisson, for numbers, have files of their own.
import type { Task } from '../../../../contract/model/recipe';
import { taskNamed } from '../../../../domain/tasks/registry';
import type { NumberLoss } from '../family';
import { huber } from './huber';
import { poisson } from './poisson';
import type { Link } from './row-loss';

const squares: Link = {
  outputs: 1,
  isQuadratic: true,
  residuals(z, rows, labels) {
    let loss = 0;
    for (let row = 0; row < rows; row++) {
      const off = z[row]! - labels[row]!;
      z[row] = off;
      loss += 0.5 * off * off;
    }
    return loss;
  },
  second: () => 1,
};

const binary: Link = {
  outputs: 1,
  isQuadratic: false,
  residuals(z, rows, labels, curve, { weights }) {
    let loss = 0;
    for (let row = 0; row < rows; row++) {
      const [at, label] = [z[row]!, labels[row]!];
      const small = Math.exp(-Math.abs(at));
      const p = at >= 0 ? 1 / (1 + small) : small / (1 + small);
      const weight = weights?.[label] ?? 1;
      loss += weight * (Math.max(at, 0) - label * at + Math.log1p(small));
      z[row] = weight * (p - label);
      curve[row] = small / ((1 + small) * (1 + small)); // p (1 − p), also where p is all but 1
    }
    return loss;
  },
  second: (curve, row) => curve[row]!,
};

function multinomial(outputs: number): Link {
  return {
    outputs,
    isQuadratic: false,
    residuals(z, rows, labels, curve, { weights }) {
      let loss = 0;
      for (let row = 0; row < rows; row++) {
        const at = row * outputs;
        let most = -Infinity;
        for (let k = at; k < at + outputs; k++) most = Math.max(most, z[k]!);
        let sum = 0;
        const own = at + labels[row]!;
        const reached = z[own]!;
        for (let k = at; k < at + outputs; k++) sum += z[k] = Math.exp(z[k]! - most);
        for (let k = at; k < at + outputs; k++) curve[k] = z[k]! /= sum;
        z[own]! -= 1;
        const weight = weights?.[labels[row]!] ?? 1;
        if (weight !== 1) for (let k = at; k < at + outputs; k++) z[k]! *= weight;
        loss += weight * (most + Math.log(sum) - reached);
      }
      return loss;
    },
    second(curve, row, a, b) {
      const pa = curve[row * outputs + a]!;
      return a === b ? pa * (1 - pa) : -pa * curve[row * outputs + b]!;
    },
  };
}

/** The link that belongs to the head of a task, of numbers that of a loss; `classes` is 0 for regression. */
export function linkOf(task: Task, classes: number, { loss, epsilon }: NumberLoss): Link {
  const { activation } = taskNamed(task).head;
  if (activation !== 'linear') return activation === 'sigmoid' ? binary : multinomial(classes);
  return { squared: squares, huber: huber(epsilon), poisson }[loss];
}
