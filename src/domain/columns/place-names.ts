// Names of columns that count rows or say where or when something is: identifiers, coordinates, parts of a date. None is what a model should predict.
import { plainName, wordsOf } from './words-of';

const identifierWords = new Set(
  'id ids uuid guid key index idx no nr rownum rownames rowname rowid sno slno lfdnr nummer nr. pk hash'.split(
    ' ',
  ),
);
const identifierEnd =
  /(customer|client|user|member|account|patient|passenger|employee|student|order|transaction|policy|product|item|loan|row|record|case|serial)_?(id|no|nr|num|number)$|nummer$|^row names?$|^serial$|^#$|^unnamed: ?\d+$|^$|编号|序号|行号|学号|工号|账号|单号|卡号|流水号|身份证|主键/;
/** Names that identify where the values count the rows. */
const counting = new Set(
  'x obs observation case sample instance record row rows rank n number level 0 样本 排名 rang zeile beobachtung'.split(
    ' ',
  ),
);
const madeUp = /^column_\d+$/;
const axes = ['x', 'y', 'z'];
const places = new Set(
  (
    'lat latitude lon long lng longitude easting northing altitude breitengrad längengrad breite länge rechtswert hochwert 经度 纬度 坐标 横坐标 纵坐标 ' +
    'xcoord ycoord zcoord coordx coordy xpos ypos posx posy'
  ).split(' '),
);
const axisWords = /^(?:coord(?:inate)?s?|pos(?:ition)?|koordinate)$/;

const times = new Set(
  (
    'year yr years month mon day week weekday dayofweek quarter hour minute date timestamp decade season jahr monat tag woche wochentag quartal stunde datum ' +
    '年 年份 月 月份 日 日期 周 星期 季度 小时'
  ).split(' '),
);

/** Whether a name is that of a part of a date: when a row was, not what was seen. */
export function isTimeName(name: string): boolean {
  return times.has(plainName(name));
}

/** Whether a name is that of an identifier, if its values are unique. */
export function isIdentifierName(name: string): boolean {
  const lower = name.trim().toLowerCase();
  return (
    identifierEnd.test(lower) ||
    identifierEnd.test(plainName(name) || '-') ||
    wordsOf(name).some((word) => identifierWords.has(word))
  );
}

/** Whether a name may be that of a count of the rows, if its values are one. */
export function isCountingName(name: string): boolean {
  return madeUp.test(name) || counting.has(plainName(name));
}

/** Whether a column is a coordinate among the columns of these names: `y` is one beside `x`. */
export function isCoordinate(name: string, names: readonly string[]): boolean {
  const whole = plainName(name);
  const words = wordsOf(name);
  if (places.has(whole) || (words.length > 1 && places.has(words.at(-1) ?? ''))) return true;
  if (words.some((word) => axisWords.test(word)) && words.some((word) => axes.includes(word))) return true;
  if (!axes.includes(whole)) return false;
  const plain = new Set(names.map(plainName));
  return plain.has('x') && plain.has('y');
}
