"""Traditional characters of the words that sheets are read by, and the Simplified ones in which the words are kept.

Only for comparing with those words: a name, and whatever else is stored, stays as it is written.
"""

from __future__ import annotations

from store.folding import fold

_TRADITIONAL = (
    "來係個備價兒內冊別劃動務匯參員喪單國團報場學實審寫專對導屆層屬崗師帳幹彔彙後從態應戰戶掛數於時暫曆曏"
    "曠書會東査業極構標樣機檢欄歷氣沒況準為無爲狀獨現產産畢當發眾碼禮稅稱積箇範簽籤紀納級終組結絡統經綫網"
    "線編總織繫繳習聞聯職脩脫臺與舉蓋處號衆裏補製見規親覽計訓記註証評話詳誌說説課調請論講證議護負責費貼資"
    "賬輪轉辦連週達遲遷還銀銷錄録錶鍾鐘長門開間闆關隊際離電頁項須預領頭題額顏類餘體鮮點黨"
)
_SIMPLIFIED = (
    "来系个备价儿内册别划动务汇参员丧单国团报场学实审写专对导届层属岗师帐干录汇后从态应战户挂数于时暂历向"
    "旷书会东查业极构标样机检栏历气没况准为无为状独现产产毕当发众码礼税称积个范签签纪纳级终组结络统经线网"
    "线编总织系缴习闻联职修脱台与举盖处号众里补制见规亲览计训记注证评话详志说说课调请论讲证议护负责费贴资"
    "账轮转办连周达迟迁还银销录录表钟钟长门开间板关队际离电页项须预领头题额颜类余体鲜点党"
)
_TABLE = str.maketrans(dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True)))


def word_key(text: str) -> str:
    """The key by which a text is compared with words of ours: folded, in Simplified characters."""
    key = fold(text)
    return key if key.isascii() else key.translate(_TABLE)
