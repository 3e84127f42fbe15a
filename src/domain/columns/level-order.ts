// The order of levels that have one: low to high, S to XL, first to last. From the words of people who ask, grade and measure, in English, German
// and Chinese. Days of the week and months are not here: they come round again, so a rank says less of them than which one it is.

/** One scale a line, the lowest first; words that mean the same are parted by a stroke. */
const scales = [
  'none|nil|keine|kein|无, very low|sehr niedrig|sehr gering|很低|非常低|极低, low|niedrig|gering|tief|低|较低, medium low|mäßig niedrig|中低, ' +
    'medium|med|moderate|mid|middle|average|normal|mittel|mäßig|durchschnittlich|中|中等|一般|中度, medium high|中高, ' +
    'high|hoch|高|较高, very high|sehr hoch|很高|非常高|极高, extreme|critical|kritisch|extrem|极端|严重|危急',
  'xxs|2xs, xs|extra small, s|small|klein|小|小号, m|medium|mittel|中|中号, l|large|big|groß|gross|大|大号, xl|extra large|very large|sehr groß|特大|加大, ' +
    'xxl|2xl, xxxl|3xl, 4xl|xxxxl',
  'very poor|very bad|terrible|awful|sehr schlecht|sehr mangelhaft|很差|非常差|极差, poor|bad|schlecht|差|较差, ' +
    'fair|below average|mäßig|ausreichend|尚可|及格, average|ok|okay|normal|neutral|medium|typical|mittelmäßig|befriedigend|一般|中|中等, above average|satisfactory, ' +
    'good|gut|好|较好|良|良好|良好的, very good|sehr gut|很好|非常好, excellent|great|outstanding|exzellent|ausgezeichnet|hervorragend|优|优秀|极好',
  'strongly disagree|disagree strongly|stimme gar nicht zu|stimme überhaupt nicht zu|lehne stark ab|非常不同意|完全不同意|很不同意, ' +
    'disagree|stimme nicht zu|stimme eher nicht zu|lehne ab|不同意|比较不同意, slightly disagree|somewhat disagree|有点不同意, ' +
    'neutral|neither agree nor disagree|undecided|unentschieden|teils teils|weder noch|中立|一般|不确定, slightly agree|somewhat agree|stimme eher zu|有点同意|比较同意, ' +
    'agree|stimme zu|同意, strongly agree|agree strongly|stimme voll zu|stimme voll und ganz zu|stimme stark zu|非常同意|完全同意|很同意',
  'very dissatisfied|very unsatisfied|sehr unzufrieden|非常不满意|很不满意, dissatisfied|unsatisfied|unzufrieden|不满意, ' +
    'neutral|neither|teils teils|一般|中立, satisfied|zufrieden|满意|比较满意, very satisfied|sehr zufrieden|非常满意|很满意',
  'never|nie|niemals|从不|从未, rarely|seldom|selten|很少|极少, sometimes|occasionally|manchmal|gelegentlich|有时|偶尔, often|frequently|oft|häufig|经常|常常, ' +
    'usually|mostly|meistens|通常, always|immer|总是|一直',
  'very unlikely|sehr unwahrscheinlich|非常不可能, unlikely|unwahrscheinlich|不太可能|不可能, neutral|possible|möglich|一般, likely|wahrscheinlich|可能, ' +
    'very likely|sehr wahrscheinlich|非常可能|很可能',
  'unimportant|not important|unwichtig|不重要, slightly important|weniger wichtig|不太重要, moderately important|mittelmäßig wichtig|一般, ' +
    'important|wichtig|重要, very important|sehr wichtig|非常重要|很重要',
  'mild|minor|slight|light|leicht|gering|轻|轻度|轻微, moderate|medium|mittel|mittelschwer|中|中度|中等, severe|serious|major|heavy|schwer|stark|重|重度|严重, ' +
    'critical|fatal|very severe|kritisch|tödlich|危重|极重',
  'very slow|sehr langsam|很慢, slow|langsam|慢, medium|normal|mittel|中|中等, fast|quick|schnell|快, very fast|sehr schnell|很快',
  'cold|kalt|冷, cool|kühl|凉, mild|warm|lau|温|温暖, hot|heiß|热',
  'young|jung|青年, middle aged|middle age|mittelalt|中年, old|senior|elderly|alt|老年',
  'beginner|novice|anfänger|初学者|初级|入门, intermediate|fortgeschritten|fortgeschrittene|中级, advanced|erfahren|高级, expert|master|experte|专家|专家级',
  'intern|trainee|praktikant|实习, junior|初级, mid|middle|mid level|中级, senior|高级, lead|principal|资深',
  'no education|none|ohne|文盲|未上学, primary|primary school|elementary|elementary school|grundschule|小学, ' +
    'middle school|lower secondary|hauptschule|realschule|初中, secondary|high school|upper secondary|gymnasium|abitur|高中|中专, college|associate|some college|大专|专科, ' +
    'bachelor|bachelors|bachelor s|undergraduate|graduate|本科|学士, master|masters|master s|硕士, doctorate|phd|doctor|promotion|博士',
  'lowest, lower, low, middle, high, higher, highest',
  'short|kurz|短, medium|mittel|中|中等, long|lang|长',
  'weak|schwach|弱, medium|moderate|mittel|中|中等, strong|stark|强',
  'thin|dünn|薄, medium|mittel|中, thick|dick|厚',
  'bronze|铜|铜牌, silver|silber|银|银牌, gold|金|金牌, platinum|platin|白金|铂金, diamond|diamant|钻石',
  'small|klein|小|小型|微型, medium|mittel|中|中型, large|big|groß|gross|大|大型, very large|huge|riesig|特大|特大型|巨大',
  'few|wenig|wenige|少, some|several|einige|一些, many|viel|viele|多',
  'third class|3rd class|dritte klasse, second class|2nd class|zweite klasse, first class|1st class|erste klasse',
  'economy, premium economy, business, first',
  '不及格, 及格, 中|中等, 良|良好, 优|优秀',
  '甲|甲等, 乙|乙等, 丙|丙等, 丁|丁等',
  '一线|一线城市, 新一线|新一线城市, 二线|二线城市, 三线|三线城市, 四线|四线城市, 五线|五线城市',
].map((line) => line.split(', ').map((rank) => rank.split('|')));

/** Each scale as the rank of its words; a word that stands twice keeps the lower. */
const ranksOf = scales.map(
  (scale) =>
    new Map(
      scale.toReversed().flatMap((words, at) => words.map((word) => [word, scale.length - 1 - at] as const)),
    ),
);

const plain = (level: string): string =>
  level
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’'_\-–.,/]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();

const chineseDigits = '零一二三四五六七八九十';
const ordinalWords = 'zeroth first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const germanOrdinals = 'nullte erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte'.split(
  ' ',
);
const roman = ['', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'];

/** Levels in their order; null where nothing says that they have one. `name`: of the column. */
export function levelOrder(levels: readonly string[], name = ''): string[] | null {
  if (levels.length < 2) return null;
  const rank = wordRank(levels) ?? gradeRank(levels, name) ?? countRank(levels);
  if (rank === null || new Set(levels.map(rank)).size < 2) return null;
  return levels.toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

type Rank = (level: string) => number;

function wordRank(levels: readonly string[]): Rank | null {
  const words = levels.map(plain);
  // S and M alone may be single and married.
  if (words.length < 3 && words.every((word) => /^[a-z]$/.test(word))) return null;
  const ranks = ranksOf.find((known) => words.every((word) => known.has(word)));
  return ranks ? (level) => ranks.get(plain(level)) ?? -1 : null;
}

const grade = /^([a-f])([+-]?)$/i;
const gradeName = /grade|rating|score|mark|note|zensur|class|rank|等级|评级|成绩|评分|级别/i;

/** School grades and ratings, the best first as they are read: A+, A, A−, B. Letters alone have an order only where the name says so. */
function gradeRank(levels: readonly string[], name: string): Rank | null {
  const found = levels.map((level) => grade.exec(level.trim().replace('−', '-')));
  if (found.some((each) => each === null) || levels.length < 3) return null;
  if (!gradeName.test(name) && !found.some((each) => each?.[2] !== '')) return null;
  return (level) => {
    const [, letter = '', sign = ''] = grade.exec(level.trim().replace('−', '-')) ?? [];
    return letter.toLowerCase().charCodeAt(0) * 3 + (sign === '+' ? -1 : sign === '-' ? 1 : 0);
  };
}

/** One number in each level, the words around it the same: 1st, 2nd; Level 1, Level 2; 18–24, 25–34, 65+. */
function countRank(levels: readonly string[]): Rank | null {
  const read = levels.map(counted);
  if (read.some((each) => each === null)) return null;
  const kinds = new Set(read.map((each) => each?.kind));
  if (kinds.size > 1) return null;
  const numbers = new Set(read.map((each) => each?.value));
  if (numbers.size < levels.length) return null;
  return (level) => counted(level)?.value ?? -1;
}

const bound =
  /^(<|<=|≤|under|below|less than|up to|unter|bis|不到|小于|低于)?\s*(\d+(?:\.\d+)?)\s*(k|%|years?|yrs?|jahre|岁|元)?$/;
const range =
  /^(\d+(?:\.\d+)?)\s*(?:k|%|years?|yrs?|岁)?\s*(?:-|–|—|~|to|bis|至|到)\s*<?\s*(\d+(?:\.\d+)?)\s*(k|%|years?|yrs?|jahre|岁|元)?$/;
const above =
  /^(?:(?:>|>=|≥|over|above|more than|über|ab|大于|超过|高于)\s*)?(\d+(?:\.\d+)?)\s*(?:k|%|years?|yrs?|jahre|岁|元)?\s*(?:\+|and over|and above|or more|und mehr|及以上|以上)?$/;
const ordinal = /^(\d+)\s*(?:st|nd|rd|th|\.)(?:\s+(\p{L}+))?$/u;
const named = /^(\p{L}[\p{L} ]*?)[\s_-]*(\d+|[ivx]+)$/u;
const chinese = /^第?([一二三四五六七八九十]|\d+)(级|等|档|类|期|季度|年级|阶段|名|层|组)$/;

/** The number that a level counts with, and the form in which it does. */
function counted(level: string): { kind: string; value: number } | null {
  const text = level.normalize('NFKC').trim().toLowerCase();
  const word = Math.max(ordinalWords.indexOf(text), germanOrdinals.indexOf(text.replace(/[rsn]$/, '')));
  if (word >= 0) return { kind: 'ordinal', value: word };
  const nth = ordinal.exec(text);
  if (nth) return { kind: `ordinal ${nth[2] ?? ''}`, value: Number(nth[1]) };
  const character = chinese.exec(text);
  if (character) {
    const [, digits = '', unit = ''] = character;
    const value = chineseDigits.indexOf(digits);
    return { kind: `chinese ${unit}`, value: value > 0 ? value : Number(digits) };
  }
  const between = range.exec(text);
  if (between && Number(between[1]) <= Number(between[2]))
    return { kind: 'range', value: Number(between[1]) };
  const below = bound.exec(text);
  if (below?.[1] !== undefined) return { kind: 'range', value: Number(below[2]) - 1e9 };
  const over = above.exec(text);
  if (over && /[^\d.\s]/.test(text)) return { kind: 'range', value: Number(over[1]) + 0.5 };
  const prefixed = named.exec(text);
  if (!prefixed) return null;
  const [, prefix = '', digits = ''] = prefixed;
  const value = /^\d/.test(digits) ? Number(digits) : roman.indexOf(digits);
  return prefixes.has(prefix.trim()) && value >= 0 ? { kind: `named ${prefix.trim()}`, value } : null;
}

/** Words before a number that count steps, not things. */
const prefixes = new Set(
  'level grade stage class tier rank phase degree step category score rating priority severity stufe klasse grad phase stadium rang kategorie 等级 级别 阶段'.split(
    ' ',
  ),
);
