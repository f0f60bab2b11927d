/**
 * Short month names as journalctl and syslog print them (`%b` of glibc's LC_TIME), lower case, without
 * the dot, January first. A name may stand in several languages as long as it means the same month;
 * Croatian and Slovene (`lis`, `srp`) contradict Polish and Czech and are left out.
 * Source: glibc localedata/locales/*, keys abmon, ab_alt_mon and mon where a language abbreviates nothing.
 */
const NAMES: readonly string[] = [
  'jan feb mar apr may jun jul aug sep oct nov dec', // en
  'january february march april may june july august september october november december',
  'jan feb mär apr mai jun jul aug sept okt nov dez', // de
  'jän febr mrz apr mai juni juli aug sep okt nov dez', // de_AT and older
  'janv févr mars avril mai juin juil août sept oct nov déc', // fr
  'jan fév mar avr mai jun jui aoû sep oct nov déc', // fr before 2.27
  'ene feb mar abr may jun jul ago sep oct nov dic', // es
  'ene feb mar abr may jun jul ago set oct nov dic', // es_PE, es_UY
  'gen feb mar apr mag giu lug ago set ott nov dic', // it
  'jan fev mar abr mai jun jul ago set out nov dez', // pt
  'gen febr març abr maig juny jul ag set oct nov des', // ca
  'ian feb mar apr mai iun iul aug sep oct nov dec', // ro
  'янв фев мар апр мая июн июл авг сен окт ноя дек', // ru
  'янв февр марта апр май июня июля авг сент окт нояб дек', // ru, long forms
  'січ лют бер кві тра чер лип сер вер жов лис гру', // uk
  'яну фев мар апр май юни юли авг сеп окт ное дек', // bg
  'jan feb mrt apr mei jun jul aug sep okt nov dec', // nl
  'sty lut mar kwi maj cze lip sie wrz paź lis gru', // pl
  'led úno bře dub kvě čen čec srp zář říj lis pro', // cs
  'jan feb mar apr máj jún júl aug sep okt nov dec', // sk
  'jan febr márc ápr máj jún júl aug szept okt nov dec', // hu
  'jan feb mar apr maj jun jul aug sep okt nov dec', // sv, da
  'jan feb mars april mai juni juli aug sep okt nov des', // nb
  'tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu', // fi
  'oca şub mar nis may haz tem ağu eyl eki kas ara', // tr
  'ιαν φεβ μαρ απρ μαΐ ιουν ιουλ αυγ σεπ οκτ νοε δεκ', // el
  'th01 th02 th03 th04 th05 th06 th07 th08 th09 th10 th11 th12', // vi
  '1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月', // zh, ja
  '1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월', // ko
  '一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月', // zh, written out
];

/** Month 1 … 12 by name: lower case, NFC, without a dot. */
export const MONTHS: ReadonlyMap<string, number> = new Map(
  NAMES.flatMap((names) => names.split(' ').map((name, at) => [name, at + 1] as const)),
);
