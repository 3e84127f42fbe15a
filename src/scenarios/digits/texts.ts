// What the digits scenario says, in each language. Stored in the project when it is made; people edit it from there.
import type { ScenarioTexts } from '../scenario';

type Requirements = 'reads' | 'everyDigit' | 'calibrated';

/** Texts by language. */
export const digitsTexts: Record<'en' | 'zh-CN', ScenarioTexts<Requirements>> = {
  en: {
    scenario:
      'A mail room still receives 2,000 paper forms a day. Amounts and account numbers on them are written by hand, one ' +
      'digit a box, and are typed in by people. The model reads each digit from its 28 × 28 scan; what it is not sure of ' +
      'goes to a person. The forms may not leave the house, so the model is trained and used on the clerks’ own computers. ' +
      'The 10,000 digits here are real: a part of MNIST, written by census staff and high-school students in the United States.',
    reads: 'Reads a digit correctly',
    everyDigit: 'Reads every one of the ten digits about equally well',
    calibrated: 'Knows when it is not sure, so that a person is asked',
    stakeholders: [
      { name: 'Head of document processing', interest: 'Forms done the same day with fewer hands' },
      { name: 'Data entry clerks', interest: 'Only the doubtful digits to type' },
      { name: 'Customers', interest: 'Their amounts are read correctly and stay in the house' },
    ],
    needs: [
      { user: 'Data entry clerk', need: 'See the doubtful digits first, with the model’s guess beside them' },
      { user: 'Operations', need: 'Run on ordinary office computers, without a server' },
    ],
    accountability: {
      licence: 'MNIST: CC BY-SA 3.0; packaging: MIT',
      consent: 'Published for research; digits carry no names',
      source: 'MNIST (LeCun, Cortes, Burges), 10,000 digits as packaged in mnist 1.1.0',
      retention: 'Until the project is deleted',
    },
  },
  'zh-CN': {
    scenario:
      '某收发室每天仍要处理 2,000 份纸质表格，表格上的金额和账号按一格一字手写，由人工录入。' +
      '模型从 28 × 28 的扫描图像中识别每个数字，没有把握的交由人工处理。表格不得离开本机构，' +
      '因此模型在员工自己的电脑上训练和使用。这里的 10,000 个数字都是真实笔迹：' +
      '它们是 MNIST 的一部分，由美国人口普查局职员和高中生书写。',
    reads: '正确识别数字',
    everyDigit: '对十个数字的识别能力大致相当',
    calibrated: '知道自己何时没有把握，从而交由人工确认',
    stakeholders: [
      { name: '单据处理负责人', interest: '以更少的人手当日处理完表格' },
      { name: '录入人员', interest: '只需录入有疑问的数字' },
      { name: '客户', interest: '金额识别无误，且资料不出机构' },
    ],
    needs: [
      { user: '录入人员', need: '优先看到有疑问的数字及模型的猜测' },
      { user: '运维人员', need: '在普通办公电脑上运行，无需服务器' },
    ],
    accountability: {
      licence: 'MNIST：CC BY-SA 3.0；打包：MIT',
      consent: '为研究公开发布，数字不含姓名',
      source: 'MNIST（LeCun、Cortes、Burges），取自 mnist 1.1.0 软件包的 10,000 个数字',
      retention: '保留至项目删除',
    },
  },
};
