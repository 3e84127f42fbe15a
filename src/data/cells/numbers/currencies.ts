// What stands beside a number for money: symbols of Unicode, codes of ISO 4217, and what people write for them.

const codes = new Set(
  (
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTC BTN BWP BYN BZD CAD CDF CHF CLF CLP CNH CNY ' +
    'COP CRC CUP CVE CZK DEM DJF DKK DOP DZD EGP ERN ETB ETH EUR FJD FKP FRF GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS ' +
    'INR IQD IRR ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR ' +
    'MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RMB RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS ' +
    'SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL'
  ).split(' '),
);
const words = new Set(
  (
    'euro euros dollar dollars pound pounds yen yuan rupee rupees franken kr kr. kr.- rs rs. rp rp. rm fr fr. sfr sfr. zł kč ft лв лв. ' +
    'руб руб. грн грн. lei tl s/ s/. ksh 元 圆 圓 円 원 塊 人民币 美元 欧元 日元 港元 港币 英镑'
  ).split(' '),
);
const symbol = /^\p{L}{0,3}\p{Sc}$/u;
/** Spellings of one currency. */
const same: Readonly<Record<string, string>> = {
  ...{
    '€': 'EUR',
    euro: 'EUR',
    euros: 'EUR',
    欧元: 'EUR',
    $: 'USD',
    us$: 'USD',
    dollar: 'USD',
    dollars: 'USD',
    美元: 'USD',
  },
  ...{
    '£': 'GBP',
    '￡': 'GBP',
    pound: 'GBP',
    pounds: 'GBP',
    英镑: 'GBP',
    '₹': 'INR',
    rs: 'INR',
    'rs.': 'INR',
    rupee: 'INR',
    rupees: 'INR',
  },
  ...{
    元: 'CNY',
    圆: 'CNY',
    圓: 'CNY',
    人民币: 'CNY',
    rmb: 'CNY',
    yuan: 'CNY',
    '¥': 'CNY',
    '￥': 'CNY',
    'cn¥': 'CNY',
  },
  ...{ fr: 'CHF', 'fr.': 'CHF', sfr: 'CHF', 'sfr.': 'CHF', franken: 'CHF', 'kr.': 'kr', 'kr.-': 'kr' },
};

/** What a text means as a currency, the same for all spellings of one; null where it is none. */
export function currencyOf(text: string): string | null {
  const lower = text.toLowerCase();
  if (!symbol.test(text) && !codes.has(text) && !words.has(lower)) return null;
  return same[lower] ?? text;
}
