import { describe, expect, it } from 'vitest';
import { levelOrder } from '../../../../src/domain/columns/level-order';
import { isTruth, truthOf } from '../../../../src/domain/columns/truth';

const shuffled = (levels: readonly string[]): string[] => levels.toSorted();

describe('levels with an order are recognised', () => {
  it.each([
    [['low', 'medium', 'high']],
    [['Very Low', 'Low', 'Medium', 'High', 'Very High']],
    [['S', 'M', 'L', 'XL']],
    [['small', 'large']],
    [['1st', '2nd', '3rd', '10th']],
    [['first', 'second', 'third']],
    [['strongly disagree', 'disagree', 'neutral', 'agree', 'strongly agree']],
    [['never', 'rarely', 'sometimes', 'often', 'always']],
    [['niedrig', 'mittel', 'hoch']],
    [['stimme gar nicht zu', 'stimme eher nicht zu', 'teils teils', 'stimme eher zu', 'stimme voll zu']],
    [['sehr schlecht', 'schlecht', 'gut', 'sehr gut']],
    [['低', '中', '高']],
    [['非常不同意', '不同意', '一般', '同意', '非常同意']],
    [['小学', '初中', '高中', '本科', '硕士', '博士']],
    [['一级', '二级', '三级']],
    [['A+', 'A', 'A-', 'B+', 'B']],
    [['<18', '18-24', '25-34', '65+']],
    [['0-9', '10-19', '100-109']],
    [['Level 1', 'Level 2', 'Level 10']],
    [['Stage I', 'Stage II', 'Stage IV']],
    [['Bachelor', 'Master', 'PhD']],
  ])('%j', (levels) => expect(levelOrder(shuffled(levels))).toEqual(levels));

  it('takes letters for grades where the name of the column says so', () => {
    expect(levelOrder(['C', 'A', 'B'], 'final_grade')).toEqual(['A', 'B', 'C']);
    expect(levelOrder(['C', 'A', 'B'], 'blood')).toBeNull();
  });

  it.each([
    [['red', 'green', 'blue']],
    [['Monday', 'Tuesday']],
    [['Jan', 'Feb', 'Mar']],
    [['low']],
    [['S', 'M']],
    [['low', 'purple']],
    [['S1', 'S2', 'S3']],
    [['male', 'female']],
    [['room 1', 'room 2']],
  ])('and no others: %j', (levels) => expect(levelOrder(levels)).toBeNull());
});

describe('words for true and false', () => {
  it('are known in any capitals and in several spellings', () => {
    expect(isTruth(['No', 'yes', 'YES'])).toBe(true);
    expect(truthOf(['否', '是'])).toEqual([0, 1]);
    expect(truthOf(['Ja', 'Nein'])).toEqual([1, 0]);
    expect(isTruth(['male', 'female'])).toBe(false);
    expect(truthOf(['alive', 'dead'])).toEqual([0, 1]);
  });
});
