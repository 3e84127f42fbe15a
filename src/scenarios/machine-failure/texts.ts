// What the scenario says, in each language. Stored in the project when it is made; people edit it from there.
import type { ScenarioLocale, ScenarioTexts } from '../scenario';

/** Texts by language. */
export const machineFailureTexts: Record<ScenarioLocale, ScenarioTexts<'finds' | 'ranks' | 'spares'>> = {
  en: {
    scenario:
      'A plant runs 60 pumps and reads their sensors every six hours. From vibration, temperature, current, pressure and load the model tells which pump ' +
      'is likely to fail within three days, early enough to service it in the next shift. Pumps differ, so whole pumps that the model never saw judge it. ' +
      'Some measurements are lost on the way. All measurements are invented by a generator.',
    finds: 'Finds at least 80% of the measurements before a failure',
    ranks: 'Ranks measurements before a failure above all others',
    spares: 'At least a third of the alarms are right',
    stakeholders: [
      { name: 'Maintenance manager', interest: 'Fewer unplanned stops' },
      { name: 'Shift leaders', interest: 'Few false alarms' },
      { name: 'Technicians', interest: 'A hint where to look' },
      { name: 'Works safety', interest: 'No failure that was foreseen and overlooked' },
    ],
    needs: [
      { user: 'Shift leader', need: 'See each morning which pumps need a look' },
      {
        user: 'Maintenance planner',
        need: 'See what the alarm rests on before a pump is taken out of service',
      },
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
      '某工厂有 60 台泵，每六小时读取一次传感器。模型根据振动、温度、电流、压力和负载判断哪台泵可能在三天内发生故障，' +
      '以便在下一班次及时检修。各台泵互不相同，因此用模型从未见过的泵进行评估。部分测量值在传输中丢失。所有测量值均由生成器虚构。',
    finds: '找出至少 80% 的故障前测量值',
    ranks: '把故障前的测量值排在其他测量值之前',
    spares: '至少三分之一的告警是正确的',
    stakeholders: [
      { name: '维修经理', interest: '减少计划外停机' },
      { name: '班组长', interest: '误报少' },
      { name: '技术人员', interest: '提示应检查何处' },
      { name: '安全生产部门', interest: '不遗漏可预见的故障' },
    ],
    needs: [
      { user: '班组长', need: '每天早上看到哪些泵需要检查' },
      { user: '维修计划员', need: '在停泵之前看到告警的依据' },
    ],
    accountability: {
      licence: 'CC0-1.0',
      consent: '无需授权：合成数据，不含真实个人',
      source: '由固定的随机种子在本机生成',
      retention: '保留至项目删除',
    },
  },
};
