// What the scenario says, in each language. Stored in the project when it is made; people edit it from there.
import type { ScenarioLocale, ScenarioTexts } from '../scenario';

/** Texts by language. */
export const cardFraudTexts: Record<ScenarioLocale, ScenarioTexts<'ranks' | 'finds' | 'calibrated'>> = {
  en: {
    scenario:
      'A card issuer checks 20,000 payments of three months, of which one in eighty was a fraud. The model ranks payments by the ' +
      'risk of fraud, so that the few which can be looked at are the right ones. Nearly all payments are honest: accuracy says nothing here, ' +
      'and the threshold follows what errors cost, 4 euros for a call to the customer and 120 euros for a fraud that went through. ' +
      'Later payments judge. All payments are invented by a generator.',
    ranks: 'Ranks frauds above honest payments, though they are rare',
    finds: 'Finds at least 60% of frauds at the threshold that costs least',
    calibrated: 'Its probabilities match the observed shares',
    stakeholders: [
      { name: 'Head of fraud prevention', interest: 'Less loss for the same number of calls' },
      { name: 'Fraud analysts', interest: 'Alarms that are worth a look, with reasons' },
      { name: 'Cardholders', interest: 'No payment blocked without need' },
      { name: 'Supervisory authority', interest: 'A tested model and decisions that can be traced' },
    ],
    needs: [
      { user: 'Fraud analyst', need: 'See within a second how suspicious a payment is, and why' },
      { user: 'Risk controller', need: 'See when fraudsters change their ways' },
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
      '某发卡机构检查三个月内的 20,000 笔支付，其中约每八十笔有一笔是欺诈。模型按欺诈风险对支付排序，' +
      '使有限的人工核查用在最值得核查的支付上。绝大多数支付是正常的，因此准确率说明不了问题；' +
      '阈值按错误的代价选择：致电客户一次 4 欧元，漏掉一笔欺诈平均 120 欧元。用较晚的支付进行评估。所有支付均由生成器虚构。',
    ranks: '虽然欺诈罕见，仍把欺诈排在正常支付之前',
    finds: '在代价最低的阈值下找出至少 60% 的欺诈',
    calibrated: '给出的概率与实际比例相符',
    stakeholders: [
      { name: '反欺诈负责人', interest: '在致电次数不变的情况下减少损失' },
      { name: '反欺诈分析员', interest: '告警值得一看，并附原因' },
      { name: '持卡人', interest: '支付不会被无故拦截' },
      { name: '监管机构', interest: '模型经过检验，决定可追溯' },
    ],
    needs: [
      { user: '反欺诈分析员', need: '一秒之内看到一笔支付的可疑程度及其原因' },
      { user: '风险控制人员', need: '发现欺诈手法何时变化' },
    ],
    accountability: {
      licence: 'CC0-1.0',
      consent: '无需授权：合成数据，不含真实个人',
      source: '由固定的随机种子在本机生成',
      retention: '保留至项目删除',
    },
  },
};
