package dev.quiesce.harness.mtree;
import java.nio.file.*; import java.util.*;
class Scratch { public static void main(String[] a){ boolean v=a.length>2; 
 for(String m: a[0].split(",")){ Path t=Path.of(m); for(String suf: a[1].split(",")) { Path f=Path.of(m.replaceAll("\\.(all|tree)\\.txt$", "."+suf+".txt")); if(!Files.exists(f)) continue;
  try { MtreeResult r=new MtreeOracle().run(t,Optional.of(f)); System.out.println((r.outcome())+" "+t.getFileName()+" "+r.summary()+" open="+r.assumptions().size());
   if(v){ r.assumptions().stream().limit(12).forEach(x->System.out.println("   open "+x)); r.differences().stream().limit(14).forEach(x->System.out.println("   D "+x)); r.undecidable().stream().limit(8).forEach(x->System.out.println("   U "+x)); } }
  catch(MtreeFormatException e){ System.out.println("ERR "+e.getMessage()); } } } } }
