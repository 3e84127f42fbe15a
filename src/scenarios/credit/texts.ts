// What the credit scenario says, in each language. Stored in the project when it is made; people edit it from there.
import type { ScenarioTexts } from '../scenario';

type Requirements = 'ranks' | 'finds' | 'calibrated';

/** Texts by language. */
export const creditTexts: Record<'en' | 'zh-CN', ScenarioTexts<Requirements>> = {
  en: {
    scenario:
      'A regional bank decides on about 400 consumer loans a day. One in four of the loans it granted in this book was ' +
      'not paid back as agreed. The model ranks applications by the risk of default, so that clerks look first at those ' +
      'where a second look pays, and so that the price of a loan follows its risk. It advises; a person decides. ' +
      'Gender is protected: the model must not see it, and its results are compared between the groups. ' +
      'All people in this table are invented by a generator.',
    ranks: 'Ranks risky applications above safe ones',
    finds: 'Finds most of the loans that will default',
    calibrated: 'Its probabilities can be taken at their word',
    stakeholders: [
      { name: 'Head of credit risk', interest: 'Fewer defaults at the same number of loans' },
      { name: 'Loan clerks', interest: 'A ranking that they can follow and overrule' },
      { name: 'Applicants', interest: 'A fair decision for reasons that can be explained' },
      { name: 'Supervisory authority', interest: 'Traceable data, tested models, no discrimination' },
    ],
    needs: [
      { user: 'Loan clerk', need: 'See within a second how risky an application is, and why' },
      { user: 'Risk controller', need: 'See whether the model still fits this quarter’s applications' },
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
      '某区域银行每天审批约 400 笔消费贷款。在这份历史账册中，每四笔已发放贷款就有一笔未按约偿还。' +
      '模型按违约风险对申请排序，使审批人员优先复核最值得再看一眼的申请，并使贷款定价与风险相称。' +
      '模型只提供建议，由人作出决定。性别属于受保护属性：模型不得使用，其结果须在不同群体之间比较。' +
      '本表中的所有人物均由生成器虚构。',
    ranks: '把高风险申请排在低风险申请之前',
    finds: '找出大多数将会违约的贷款',
    calibrated: '给出的概率可以直接采信',
    stakeholders: [
      { name: '信用风险负责人', interest: '在放贷数量不变的情况下减少违约' },
      { name: '贷款审批人员', interest: '排序结果可理解，也可推翻' },
      { name: '贷款申请人', interest: '得到公平且理由可解释的决定' },
      { name: '监管机构', interest: '数据可追溯、模型经过检验、不存在歧视' },
    ],
    needs: [
      { user: '贷款审批人员', need: '一秒之内看到一份申请的风险及其原因' },
      { user: '风险控制人员', need: '了解模型是否仍适用于本季度的申请' },
    ],
    accountability: {
      licence: 'CC0-1.0',
      consent: '无需授权：合成数据，不含真实个人',
      source: '由固定的随机种子在本机生成',
      retention: '保留至项目删除',
    },
  },
};
