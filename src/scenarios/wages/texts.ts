// What the scenario says, in each language. Stored in the project when it is made; people edit it from there.
import type { ScenarioLocale, ScenarioTexts } from '../scenario';

/** Texts by language. */
export const wagesTexts: Record<ScenarioLocale, ScenarioTexts<'explains' | 'close'>> = {
  en: {
    scenario:
      'A works council and the personnel department compare the hourly wages of 6,000 employees. The model estimates what is usual for ' +
      'education, occupation, experience and place, so that wages far below it are looked at. Gender is protected: the model does not see it, and its errors are compared ' +
      'between women and men – a gap that the features do not explain shows there. All employees are invented by a generator.',
    explains: 'Explains at least three quarters of the differences',
    close: 'Is wrong by 5.50 euros at most on average',
    stakeholders: [
      { name: 'Works council', interest: 'Unequal pay is found' },
      { name: 'Head of personnel', interest: 'Wages that can be justified' },
      { name: 'Employees', interest: 'Equal pay for equal work' },
      { name: 'Auditors', interest: 'A method that can be checked' },
    ],
    needs: [
      { user: 'Personnel officer', need: 'See what is usual for a position, and why' },
      { user: 'Works council member', need: 'See where wages differ between groups' },
    ],
    accountability: {
      licence: 'CC0-1.0',
      consent: 'None needed: synthetic, no real person',
      source: 'Generated on this device from a fixed seed',
      retention: 'Until the project is deleted',
    },
  },
  'zh-CN': {
    scenario:
      '职工代表会与人力资源部门比较 6,000 名员工的时薪。模型估计某一学历、职业、经验和地区的通常水平，' +
      '以便核查明显偏低的工资。性别属于受保护属性：模型不使用它，其误差须在女性与男性之间比较，' +
      '特征无法解释的差距会在此显现。所有员工均由生成器虚构。',
    explains: '解释至少四分之三的差异',
    close: '平均误差不超过 5.50 欧元',
    stakeholders: [
      { name: '职工代表会', interest: '发现不平等的薪酬' },
      { name: '人力资源负责人', interest: '薪酬有据可依' },
      { name: '员工', interest: '同工同酬' },
      { name: '审计人员', interest: '方法可以核查' },
    ],
    needs: [
      { user: '人力资源专员', need: '了解某一岗位的通常薪酬及其原因' },
      { user: '职工代表', need: '了解哪些群体之间存在薪酬差异' },
    ],
    accountability: {
      licence: 'CC0-1.0',
      consent: '无需授权：合成数据，不含真实个人',
      source: '由固定的随机种子在本机生成',
      retention: '保留至项目删除',
    },
  },
};
