// What the bird strikes scenario says, in each language. Stored in the project when it is made; people edit it from there.
import type { ScenarioTexts } from '../scenario';

type Requirements = 'ranks' | 'finds' | 'calibrated';

/** Texts by language. */
export const birdStrikesTexts: Record<'en' | 'zh-CN', ScenarioTexts<Requirements>> = {
  en: {
    scenario:
      'An airport operator receives reports of wildlife strikes. About one strike in ten damages the aircraft. From what ' +
      'is known at once – airport, aircraft, phase of flight, time, species and size of the animal – the model ranks ' +
      'reports by the risk of damage, so that maintenance inspects first where it pays. ' +
      'The reports are real: names have gaps and odd spellings, speed is often missing, and costs are known only later.',
    ranks: 'Ranks strikes with damage above those without',
    finds: 'Finds at least half of the strikes with damage',
    calibrated: 'Its probabilities match the observed shares',
    stakeholders: [
      { name: 'Head of maintenance', interest: 'Inspections where damage is likely' },
      { name: 'Airport wildlife control', interest: 'Places, seasons and species that matter' },
      { name: 'Pilots and airlines', interest: 'Short delays, and no damage overlooked' },
    ],
    needs: [
      { user: 'Maintenance planner', need: 'See how likely damage is as soon as a report arrives, and why' },
      { user: 'Safety analyst', need: 'See whether reports change over the years' },
    ],
    accountability: {
      licence: 'Public domain (work of the U.S. Government)',
      consent: 'None needed: reports about aircraft, published by the FAA',
      source: 'FAA Wildlife Strike Database, reports of 1990 to 2002, by way of vega-datasets 3.2.1',
      retention: 'Until the project is deleted',
    },
  },
  'zh-CN': {
    scenario:
      '某机场运营方持续收到野生动物撞击报告，约十分之一的撞击会造成航空器损伤。' +
      '模型根据当时已知的信息（机场、机型、飞行阶段、时间、动物种类与体型）按损伤风险对报告排序，使维修人员优先检查最值得检查的航空器。' +
      '报告均为真实数据：名称存在缺失和不统一的写法，速度常有缺失，费用要事后才知道。',
    ranks: '把造成损伤的撞击排在未造成损伤的之前',
    finds: '找出至少一半造成损伤的撞击',
    calibrated: '给出的概率与实际比例相符',
    stakeholders: [
      { name: '维修负责人', interest: '把检查安排在最可能损伤的地方' },
      { name: '机场鸟击防控人员', interest: '找到关键的地点、季节和物种' },
      { name: '飞行员与航空公司', interest: '延误短，且不漏掉任何损伤' },
    ],
    needs: [
      { user: '维修计划员', need: '收到报告后立即看到损伤的可能性及其原因' },
      { user: '安全分析员', need: '了解报告情况是否逐年变化' },
    ],
    accountability: {
      licence: '公有领域（美国政府作品）',
      consent: '无需授权：FAA 公开发布的航空器报告',
      source: 'FAA 野生动物撞击数据库，1990 至 2002 年的报告，经由 vega-datasets 3.2.1',
      retention: '保留至项目删除',
    },
  },
};
