// What the scenario says, in each language. Stored in the project when it is made; people edit it from there.
import type { ScenarioLocale, ScenarioTexts } from '../scenario';

/** Texts by language. */
export const churnTexts: Record<ScenarioLocale, ScenarioTexts<'ranks' | 'finds' | 'calibrated'>> = {
  en: {
    scenario:
      'A telephone company loses one customer in six each quarter among these. The model ranks customers by the risk of leaving, so that ' +
      'an offer reaches those who waver and is not wasted on those who stay. The threshold follows what errors cost: 15 euros for an offer without need, ' +
      '90 euros for a customer who leaves. The number of a customer is no feature. All customers are invented by a generator.',
    ranks: 'Ranks customers who leave above those who stay',
    finds: 'Finds at least 60% of those who leave at the threshold that costs least',
    calibrated: 'Its probabilities match the observed shares',
    stakeholders: [
      { name: 'Head of customer care', interest: 'Fewer customers lost for the same budget' },
      { name: 'Call centre', interest: 'A list with reasons to talk about' },
      { name: 'Customers', interest: 'Help before they give up' },
      { name: 'Finance', interest: 'Offers that pay' },
    ],
    needs: [
      { user: 'Call centre agent', need: 'See who to call today, and what bothers them' },
      { user: 'Marketing analyst', need: 'See which offers would not pay' },
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
      '某电信公司的这些客户中，每季度约有六分之一流失。模型按流失风险对客户排序，使挽留优惠送达犹豫的客户，' +
      '而不浪费在会留下的客户身上。阈值按错误的代价选择：多送一次优惠 15 欧元，流失一名客户 90 欧元。' +
      '客户编号不作为特征。所有客户均由生成器虚构。',
    ranks: '把会流失的客户排在会留下的之前',
    finds: '在代价最低的阈值下找出至少 60% 的流失客户',
    calibrated: '给出的概率与实际比例相符',
    stakeholders: [
      { name: '客户服务负责人', interest: '在预算不变的情况下减少流失' },
      { name: '呼叫中心', interest: '名单附有可沟通的原因' },
      { name: '客户', interest: '在放弃之前得到帮助' },
      { name: '财务部门', interest: '优惠物有所值' },
    ],
    needs: [
      { user: '呼叫中心坐席', need: '看到今天应联系谁、其困扰是什么' },
      { user: '营销分析员', need: '了解哪些优惠不划算' },
    ],
    accountability: {
      licence: 'CC0-1.0',
      consent: '无需授权：合成数据，不含真实个人',
      source: '由固定的随机种子在本机生成',
      retention: '保留至项目删除',
    },
  },
};
