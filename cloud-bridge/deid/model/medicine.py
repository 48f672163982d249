"""Conditions, drugs, tests and names of methods: what must stay. Listed by hand."""

CONDITIONS = """hypertension|type 2 diabetes|CHF|COPD|asthma|MS|multiple sclerosis|Parkinson's disease|Crohn's disease|ulcerative colitis|Graves' disease|Addison's disease|lupus
rheumatoid arthritis|atrial fibrillation|AFib|CKD stage 3|chronic kidney disease|GERD|Hashimoto's thyroiditis|Hodgkin lymphoma|non-Hodgkin's lymphoma|breast cancer|prostate cancer|melanoma
Wilson's disease|Huntington's disease|Alzheimer's|Alzheimer's disease|Bell's palsy|Guillain-Barré syndrome|Kawasaki disease|Lyme disease|Marfan syndrome|Down syndrome|Turner syndrome
Cushing's syndrome|Barrett's esophagus|Lynch syndrome|Raynaud's phenomenon|Sjögren's syndrome|Stevens-Johnson syndrome|Tourette syndrome|von Willebrand disease|Meniere's disease
Paget's disease|Peyronie's disease|Dupuytren's contracture|Ehlers-Danlos syndrome|Charcot-Marie-Tooth disease|Budd-Chiari syndrome|Epstein-Barr virus|Wegener's granulomatosis|Behçet's
endometriosis|PCOS|migraine|epilepsy|stroke|TIA|sepsis|pneumonia|COVID-19|osteoporosis|gout|psoriasis|eczema|sickle cell disease|thalassemia|hepatitis C|cirrhosis|pancreatitis
DVT|PE|pulmonary embolism|aortic stenosis|mitral regurgitation|hypothyroidism|obesity|sleep apnea|depression|bipolar disorder|PTSD|schizophrenia|ADHD|autism|glaucoma|macular degeneration
cystic fibrosis|sarcoidosis|myasthenia gravis|ALS|dementia|BPH|UTI|pyelonephritis|preeclampsia|gestational diabetes|anemia|iron deficiency anemia|leukemia|AML|CLL|multiple myeloma
STEMI|NSTEMI|CAD|peripheral artery disease|Takotsubo cardiomyopathy|Brugada syndrome|Wolff-Parkinson-White|Long QT|HIV|tuberculosis|malaria|chronic back pain|fibromyalgia|RA|SLE|IBS|T2DM|HTN""".replace("\n", "|").split("|")
DRUGS = """metformin|lisinopril|Eliquis|apixaban|Xarelto|Jardiance|Ozempic|semaglutide|Humira|adalimumab|Keytruda|pembrolizumab|warfarin|Coumadin|Plavix|clopidogrel|atorvastatin|Lipitor
prednisone|methotrexate|Lantus|insulin glargine|levothyroxine|Synthroid|amlodipine|Norvasc|metoprolol|Toprol|furosemide|Lasix|gabapentin|Lyrica|sertraline|Zoloft|Prozac|Abilify
albuterol|Advair|Symbicort|Spiriva|omeprazole|Nexium|amoxicillin|Augmentin|azithromycin|Z-Pak|vancomycin|Zosyn|Rocephin|ceftriaxone|Tylenol|Advil|Aleve|Percocet|oxycodone|Suboxone
tamoxifen|Herceptin|Rituxan|Ocrevus|Tecfidera|Copaxone|Tysabri|Entyvio|Stelara|Remicade|Enbrel|Xeljanz|Entresto|spironolactone|digoxin|amiodarone|Farxiga|Victoza|Trulicity|Januvia
beta-blockers|ACE inhibitors|SSRIs|NSAIDs|DOACs|biologics|statins|SGLT2 inhibitors|GLP-1 agonists|checkpoint inhibitors|steroids|opioids|triptans|levodopa|Sinemet|Namenda|Aricept""".replace("\n", "|").split("|")
TESTS = """MRI|CT scan|echocardiogram|colonoscopy|PET scan|ECG|EEG|HbA1c|lipid panel|troponin|BNP|D-dimer|Doppler ultrasound|DEXA scan|biopsy|Pap smear|Holter monitor|Wells score|Gleason score
Framingham risk score|Babinski sign|Romberg test|Glasgow Coma Scale|Apgar score|Child-Pugh class|Mallampati score|Ranson criteria|Murphy's sign|McBurney's point|Homans sign|Trendelenburg gait
Tinel's sign|Phalen's test|Lachman test|Kernig's sign|Brudzinski sign|Schirmer test|Snellen chart|Coombs test|Foley catheter|Swan-Ganz catheter|Hickman line|Whipple procedure|Nissen fundoplication
Roux-en-Y gastric bypass|Billroth II|CABG|hip replacement|knee arthroplasty|cholecystectomy|hysterectomy|bypass surgery|appendectomy|radiation|chemotherapy|R-CHOP|FOLFOX|dialysis|stent placement""".replace("\n", "|").split("|")
BODIES = "ADA|AHA|ACC/AHA|NICE|WHO|CDC|FDA|NCCN|USPSTF|GOLD|KDIGO|ESC|IDSA|American Heart Association|American Diabetes Association|National Institutes of Health|World Health Organization|Cochrane".split("|")
TOPICS = """treatment guidelines|long-term outcomes|first-line therapy|drug interactions|side effects|follow-up intervals|surveillance recommendations|dosing|prognosis|second-line options
screening recommendations|perioperative management|contraindications|alternative therapies|rehabilitation protocols|dietary recommendations|vaccination schedule|risk stratification|pain management
evidence|current literature|biomarkers|differential diagnosis|workup|imaging modality|survival rates|complications|recurrence risk|weaning protocol|taper schedule|monitoring plan|remission criteria""".replace("\n", "|").split("|")
SEX = ["male", "female", "man", "woman", "M", "F", "boy", "girl", "gentleman", "lady", "patient", "pt", "individual"]
KIN = ["mother", "father", "wife", "husband", "daughter", "son", "sister", "brother", "aunt", "guardian", "caregiver", "partner", "niece", "emergency contact", "next of kin", "neighbor"]
ROLES = ["cardiologist", "oncologist", "PCP", "surgeon", "neurologist", "attending", "physician", "provider", "nurse", "therapist", "pharmacist", "resident", "radiologist", "endocrinologist", "primary care doctor", "specialist"]
HEADS = ["CHIEF COMPLAINT", "HISTORY OF PRESENT ILLNESS", "HPI", "PAST MEDICAL HISTORY", "PMH", "MEDICATIONS", "ALLERGIES", "SOCIAL HISTORY", "FAMILY HISTORY", "REVIEW OF SYSTEMS", "VITALS",
         "PHYSICAL EXAM", "ASSESSMENT AND PLAN", "Assessment", "Plan", "IMPRESSION", "LABS", "RESULTS", "HOSPITAL COURSE", "DISCHARGE DIAGNOSIS", "Procedures", "Indication", "Findings", "Technique"]
JOBS = ["teacher", "retired engineer", "truck driver", "accountant", "nurse", "cashier", "software developer", "farmer", "electrician", "retired", "student", "bus driver", "chef", "clerk"]
