// What the scenario says, in each language. Stored in the project when it is made; people edit it from there.
import type { ScenarioLocale, ScenarioTexts } from '../scenario';

/** Texts by language. */
export const readmissionTexts: Record<ScenarioLocale, ScenarioTexts<'calibrated' | 'ranks' | 'better'>> = {
  en: {
    scenario:
      'A hospital discharges about 25 patients a day; one in seven is back within thirty days. The model estimates that risk from what is known ' +
      'at discharge, so that nurses call those first who need it most. Doctors read the number as a probability, so it has to be one. ' +
      'Sex and insurance are protected: the model does not see them, and its results are compared between the groups. It advises; a doctor decides. ' +
      'All patients are invented by a generator; it is no medical device.',
    calibrated: 'Its probabilities can be taken at their word',
    ranks: 'Ranks patients who come back above those who don’t',
    better: 'Its probabilities say clearly more than the average risk',
    stakeholders: [
      { name: 'Chief physician', interest: 'Fewer returns that could have been avoided' },
      { name: 'Discharge nurses', interest: 'A short list for each morning, with reasons' },
      { name: 'Patients', interest: 'The same care for the same risk' },
      { name: 'Data protection officer', interest: 'No data leaves the hospital' },
    ],
    needs: [
      { user: 'Discharge nurse', need: 'See who to call first, and why' },
      { user: 'Quality manager', need: 'See whether risks still hold, for all groups' },
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
      '某医院每天约有 25 名患者出院，其中约七分之一会在三十天内再次入院。模型根据出院时已知的信息估计这一风险，' +
      '使护士优先联系最需要的患者。医生会把这个数字当作概率来看，因此它必须名副其实。' +
      '性别和保险类型属于受保护属性：模型不使用它们，其结果须在不同群体之间比较。模型只提供建议，由医生作出决定。' +
      '所有患者均由生成器虚构；本示例不是医疗器械。',
    calibrated: '给出的概率可以直接采信',
    ranks: '把会再次入院的患者排在其他患者之前',
    better: '其概率明显优于平均风险',
    stakeholders: [
      { name: '主任医师', interest: '减少本可避免的再次入院' },
      { name: '出院护士', interest: '每天早上有一份附原因的简短名单' },
      { name: '患者', interest: '相同的风险得到相同的照护' },
      { name: '数据保护官', interest: '数据不离开医院' },
    ],
    needs: [
      { user: '出院护士', need: '看到应先联系谁及其原因' },
      { user: '质量管理人员', need: '了解各群体的风险估计是否依然成立' },
    ],
    accountability: {
      licence: 'CC0-1.0',
      consent: '无需授权：合成数据，不含真实个人',
      source: '由固定的随机种子在本机生成',
      retention: '保留至项目删除',
    },
  },
};
