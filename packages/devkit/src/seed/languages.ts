/**
 * Some of the most common words of a language, most common first, what its rarer words are made of, and its share
 * of all messages. Languages without spaces have `joint` words.
 */
export interface Language {
  name: string;
  share: number;
  /** Different words that its messages use. */
  words: number;
  joint: boolean;
  common: readonly string[];
  syllables: readonly string[];
}

const list = (words: string): string[] => words.split(" ");

export const LANGUAGES: readonly Language[] = [
  {
    name: "English",
    share: 0.56,
    words: 60_000,
    joint: false,
    common: list(
      `the to a and is it of in you i that for on this be with we not have can but so just if at will do are was
or what no there they from as me all my one like up know get think time how when see your now out here some good
then more about also need would an new work who them should could want make by which than make use only back has
did day other go been right see really our test build review merge branch deploy server error fix bug issue
meeting today tomorrow thanks yes ok sure please done check look update release version customer data file code
change team call question answer problem idea report plan design channel message user account password login
budget invoice contract project deadline friday monday morning lunch coffee weekend holiday office travel
database query index search cache memory latency network client browser mobile request response timeout queue
container cluster config secret token alert dashboard metric log trace backup restore migration rollback`.replaceAll(
        "\n",
        " ",
      ),
    ),
    syllables: list(
      "con ter pro ment ation ing re de in un able ex per form tract port ly er or ist al ic ous ive ness ful ship man hand land ward back side light line point house work stand hold turn",
    ),
  },
  {
    name: "German",
    share: 0.13,
    words: 40_000,
    joint: false,
    common: list(
      "die der und das ist ich nicht es wir in zu den mit auf für ein eine du sie auch so dass wie noch aber von was man wenn hat sind im am bei nur dann da schon mal kann haben werden heute morgen bitte danke ja nein über können müssen würde Frage Antwort Fehler Prüfung Größe Änderung Rechnung Vertrag Besprechung Straße schön grün früh später Gespräch Lösung Übergabe Kunde Projekt Termin Woche Büro",
    ),
    syllables: list(
      "ver be ent er auf aus ein an ab um über unter vor stell arbeit zeit werk schaft heit keit ung lich isch bar los haus bahn hof kraft stück spiel wert geld recht grund",
    ),
  },
  {
    name: "French",
    share: 0.08,
    words: 30_000,
    joint: false,
    common: list(
      "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont je avec on nous vous mais ou si leur y dont tout aux cette être faire été très déjà après même où français réunion café équipe problème réponse création élève garçon hôtel forêt noël ça merci bonjour demain aujourd'hui",
    ),
    syllables: list(
      "ré pré dé com con tion ment eur euse age ance ence ité able ible is er oir ain eau eux ois ère ette elle ique iste ante plan port voir tenir mettre",
    ),
  },
  {
    name: "Spanish",
    share: 0.07,
    words: 30_000,
    joint: false,
    common: list(
      "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está mañana reunión gracias señor niño corazón acción información código versión aquí así día después teléfono",
    ),
    syllables: list(
      "ción mente des con per pre tra sub ado ido ando iendo ero ista dad tad oso ura aje able ible ez illo ito ar er ir es os as mar sol tierra monte campo",
    ),
  },
  {
    name: "Russian",
    share: 0.06,
    words: 30_000,
    joint: false,
    common: list(
      "и в не на я что он с а это как то все она так его но ты к у же вы за бы по только её мне было вот от меня ещё нет о из ему теперь когда даже ну вдруг ли если уже или быть был него до вас нибудь опять сервер ошибка сообщение встреча спасибо привет сегодня завтра отчёт проект команда вопрос ответ проверка новый",
    ),
    syllables: list(
      "при пере под раз вы за по на об от ход вод каз лож ста дел прав мен слов вер ник тель ость ение ание ский ный ка ник чик ать ить еть",
    ),
  },
  {
    name: "Japanese",
    share: 0.05,
    words: 12_000,
    joint: true,
    common: list(
      "の に は を た が で て と し れ さ ある いる も する から な こと として い や など なっ ない この ため その あっ よう また もの という あり まで られ なる へ か だ これ によって により おり より による ず なり です ます ました ください ありがとう お願いします 今日 明日 会議 東京 京都 大阪 日本 確認 修正 エラー サーバー データ メッセージ テスト リリース 開発 仕事 時間 問題 質問 回答 資料 予定 会社 電話 了解 お疲れ様",
    ),
    syllables: list(
      "ア イ ウ エ オ カ キ ク ケ コ サ シ ス テ ト ナ ニ ネ ハ フ マ ミ ム メ モ ラ リ ル レ ロ ン 山 川 田 中 本 水 火 木 金 土 人 大 小 上 下 新 高 長 学 生 国 行 見 食 会 話 書 読 車 駅 店 道 海 空 花 手 目",
    ),
  },
  {
    name: "Chinese",
    share: 0.04,
    words: 12_000,
    joint: true,
    common: list(
      "的 了 是 我 不 在 你 有 这 就 也 人 都 一个 我们 可以 没有 他 和 到 说 要 去 会 好 看 什么 现在 时间 问题 今天 明天 会议 谢谢 请 服务器 错误 数据 消息 测试 发布 开发 工作 公司 北京 上海 中国 确认 修改 文件 用户 密码 项目 计划 电话 已经 需要 因为 所以 但是 如果 知道 怎么 这样 一下 版本 更新",
    ),
    syllables: list(
      "一 二 三 十 百 千 天 地 日 月 年 时 分 东 西 南 北 前 后 左 右 高 低 长 短 多 少 大 小 新 旧 开 关 进 出 来 回 上 下 里 外 家 门 口 手 心 头 身 力 气 水 火 山 石 风 雨 电 机 车 路 城 市 国 民 法 理 文 字 书 画 语 言 学 生 老 师 工 业 农 商 经 济 政 治",
    ),
  },
  {
    name: "Korean",
    share: 0.01,
    words: 8_000,
    joint: false,
    common: list(
      "이 그 저 것 수 있는 없는 하는 합니다 있습니다 오늘 내일 회의 감사합니다 안녕하세요 서버 오류 데이터 메시지 테스트 확인 수정 개발 질문 답변 프로젝트 서울 부산 한국 시간 문제 네 아니요",
    ),
    syllables: list(
      "가 나 다 라 마 바 사 아 자 차 카 타 파 하 고 노 도 로 모 보 소 오 조 구 누 두 루 무 부 수 우 주 기 니 디 리 미 비 시 이 지 은 는 을 를 에 서 한 인 정 성 원 장 점",
    ),
  },
];
